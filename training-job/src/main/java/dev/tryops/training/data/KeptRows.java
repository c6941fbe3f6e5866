package dev.tryops.training.data;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.Sha256;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What files that were read have become, apart from the cells, which lie in a file of their own: enough for another
 * process to have the same {@link Ingested}.
 */
public record KeptRows(
        FeatureSchema schema,
        List<List<String>> categories,
        List<ClassLabel> classLabels,
        int[] classOfCell,
        String cellsSha256,
        String sha256,
        long rowsRead,
        Map<String, Long> badRowsByReason,
        @Nullable String quarantineSha256,
        List<String> warnings,
        List<String> sources,
        @Nullable Instant newest) {

    private static final long PIECE = 1 << 26;

    /** Describes rows whose cells lie in a file. */
    public static KeptRows of(Ingested ingested) {
        Dataset data = ingested.data();
        return new KeptRows(
                data.schema(),
                IntStream.range(0, data.features()).mapToObj(data::categories).toList(),
                data.classLabels(),
                data.classOfCell(),
                sha256(data.cells()),
                ingested.sha256(),
                ingested.rowsRead(),
                ingested.badRowsByReason(),
                ingested.quarantineBytes().map(Sha256::hex).orElse(null),
                ingested.warnings(),
                ingested.sources(),
                ingested.newest().orElse(null));
    }

    /** The same again, or empty if a file is not what it was. */
    public Optional<Ingested> restore(Path cells, Path quarantine) throws IOException {
        if (!Files.exists(cells) || (quarantineSha256 != null && !Files.exists(quarantine))) {
            return Optional.empty();
        }
        Ingested ingested = new Ingested(
                new Dataset(schema, categories, classLabels, map(cells), classOfCell),
                sha256,
                rowsRead,
                badRowsByReason,
                Optional.ofNullable(quarantineSha256).map(digest -> quarantine),
                warnings,
                sources,
                Optional.ofNullable(newest));
        boolean same = sha256(ingested.data().cells()).equals(cellsSha256)
                && ingested.quarantineBytes().map(Sha256::hex).equals(Optional.ofNullable(quarantineSha256));
        return same ? Optional.of(ingested) : Optional.empty();
    }

    private static MemorySegment map(Path cells) throws IOException {
        try (FileChannel file = FileChannel.open(cells)) {
            return file.map(MapMode.READ_ONLY, 0, file.size(), Arena.ofAuto());
        }
    }

    private static String sha256(MemorySegment cells) {
        MessageDigest digest = Sha256.newDigest();
        for (long start = 0; start < cells.byteSize(); start += PIECE) {
            digest.update(cells.asSlice(start, Math.min(PIECE, cells.byteSize() - start))
                    .asByteBuffer());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
