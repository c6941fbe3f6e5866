package dev.tryops.training.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Locale;

/** Files that are no tables of ours, as their first bytes tell, with what to do about each. */
enum Foreign {
    ENCRYPTED(
            "PARE", "is an encrypted Parquet file, and there is no key to read it with. Write it without encryption."),
    ZIP("PK\3\4", "is a ZIP archive, as Excel's workbooks are. Save the table as CSV, or unpack the archive."),
    OFFICE("\u00D0\u00CF\u0011\u00E0", "is a document of an old Excel or Word. Save the table as CSV in UTF-8."),
    PDF("%PDF-", "is a PDF document. Give the table that it was made from, as CSV or Parquet."),
    BIG_ENDIAN("\u00FE\u00FF", "is UTF-16, not UTF-8. Save the file as UTF-8."),
    LITTLE_ENDIAN("\u00FF\u00FE", "is UTF-16, not UTF-8. Save the file as UTF-8."),
    ZSTANDARD("\u0028\u00B5\u002F\u00FD", "is packed with Zstandard. Unpack it, or pack it with gzip."),
    XZ("\u00FD7zXZ", "is packed with xz. Unpack it, or pack it with gzip.");

    private final byte[] magic;
    private final String complaint;

    Foreign(String magic, String complaint) {
        this.magic = magic.getBytes(ISO_8859_1);
        this.complaint = complaint;
    }

    /** Refuses what is none of our formats, and what is one but says in its name that it is the other. */
    static void refuse(DataFile file, Bytes bytes) throws IOException {
        refuseKnown(file.name(), bytes);
        String name = file.name().toLowerCase(Locale.ROOT);
        if (bytes.isParquet() && (name.endsWith(".csv") || name.endsWith(".csv.gz"))) {
            throw new BadData(file.name() + " is a Parquet file. Let its name end with .parquet.");
        }
        if (name.endsWith(".parquet") && !bytes.isParquet() && !bytes.isEmpty()) {
            throw new BadData(file.name() + " is no Parquet file: it does not begin as one."
                    + " Copy it again, or if it is CSV, let its name end with .csv.");
        }
    }

    /** The same of what a gzip file contains. */
    static void refusePacked(DataFile file, Bytes bytes) throws IOException {
        refuseKnown("What is inside " + file.name(), bytes);
        if (bytes.isParquet() || bytes.isGzip()) {
            throw new BadData("%s is %s inside gzip. Unpack it once."
                    .formatted(file.name(), bytes.isGzip() ? "gzip" : "a Parquet file"));
        }
    }

    private static void refuseKnown(String name, Bytes bytes) throws IOException {
        for (Foreign format : values()) {
            if (bytes.beginsWith(format.magic)) {
                throw new BadData(name + " " + format.complaint);
            }
        }
    }
}
