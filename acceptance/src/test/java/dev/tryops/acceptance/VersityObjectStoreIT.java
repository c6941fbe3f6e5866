package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.ObjectStoreContract;
import dev.tryops.registry.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store's contract on a server that checks signatures; skipped where {@code make target/versitygw} has not built it. */
class VersityObjectStoreIT implements ObjectStoreContract {

    @TempDir
    static Path directory;

    private static VersityGateway gateway;

    private ObjectStore store;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                Files.isExecutable(VersityGateway.PROGRAM), "'make target/versitygw' builds the server; it needs Go");
        gateway = VersityGateway.start(directory);
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @BeforeEach
    void aPrefixOfItsOwn() {
        store = signedWith(VersityGateway.SECRET);
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Test
    void requestsThatAreSignedWithAnotherSecretAreDeniedAndTheCredentialsNamed() {
        ObjectStore stranger = signedWith("another-secret-key");

        assertThatThrownBy(() -> stranger.create("a.json", new byte[1]))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("SignatureDoesNotMatch")
                .hasMessageContaining("Check the credentials");
    }

    private static ObjectStore signedWith(String secret) {
        System.setProperty("aws.accessKeyId", VersityGateway.KEY);
        System.setProperty("aws.secretAccessKey", secret);
        return LocalS3.storeAt(LocalS3.BUCKET + "/" + UUID.randomUUID(), gateway.port())
                .objects();
    }
}
