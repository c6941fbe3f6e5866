package dev.tryops.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreLocationTest {

    @Test
    void theFlagDecides() {
        assertThat(StoreLocation.resolve("/a", Map.of("MODEL_STORE", "/b", "S3_BUCKET", "bucket")))
                .isEqualTo(new StoreLocation.Directory(Path.of("/a")));
    }

    @Test
    void elseTheVariableModelStore() {
        assertThat(StoreLocation.resolve(null, Map.of("MODEL_STORE", "file:///b/c")))
                .isEqualTo(new StoreLocation.Directory(Path.of("/b/c")));
        assertThat(StoreLocation.resolve(null, Map.of("MODEL_STORE", "s3://bucket/some/prefix/")))
                .isEqualTo(new StoreLocation.Bucket("bucket", "some/prefix"));
    }

    @Test
    void elseTheBucket() {
        assertThat(StoreLocation.resolve(null, Map.of("S3_BUCKET", "bucket")))
                .isEqualTo(new StoreLocation.Bucket("bucket", ""));
    }

    @Test
    void nothingNamedIsAnErrorThatSaysWhatToSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreLocation.resolve(null, Map.of("MODEL_STORE", " ")))
                .withMessageContaining("MODEL_STORE")
                .withMessageContaining("S3_BUCKET");
    }

    @Test
    void twoVariablesThatDisagreeAreAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreLocation.resolve(null, Map.of("MODEL_STORE", "/b", "S3_BUCKET", "bucket")))
                .withMessageContaining("Unset one");
    }

    @Test
    void twoVariablesThatAgreeAreNot() {
        assertThat(StoreLocation.resolve(null, Map.of("MODEL_STORE", "s3://bucket", "S3_BUCKET", "bucket")))
                .isEqualTo(new StoreLocation.Bucket("bucket", ""));
    }

    @Test
    void aMalformedBucketIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreLocation.resolve("s3://Not_A_Bucket", Map.of()))
                .withMessageContaining("s3://bucket/prefix");
    }
}
