package dev.tryops.acceptance;

import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.ObjectStoreContract;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.s3.Stores;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The store's contract on LocalStack, which works on several requests at once; skipped where no Docker engine runs. */
@Testcontainers(disabledWithoutDocker = true)
class LocalStackObjectStoreIT implements ObjectStoreContract {

    private static final String BUCKET = "models";

    @Container
    private static final LocalStackContainer LOCAL_STACK =
            new LocalStackContainer(DockerImageName.parse("localstack/localstack")).withServices("s3");

    private ObjectStore store;

    @BeforeAll
    static void makeTheBucket() throws Exception {
        LOCAL_STACK.execInContainer("awslocal", "s3", "mb", "s3://" + BUCKET);
        System.setProperty("aws.accessKeyId", LOCAL_STACK.getAccessKey());
        System.setProperty("aws.secretAccessKey", LOCAL_STACK.getSecretKey());
    }

    @BeforeEach
    void aPrefixOfItsOwn() {
        store = Stores.open(
                new StoreLocation.Bucket(BUCKET, UUID.randomUUID().toString()),
                Map.of(
                        "AWS_REGION", LOCAL_STACK.getRegion(),
                        "AWS_ENDPOINT_URL_S3", LOCAL_STACK.getEndpoint().toString()));
    }

    @Override
    public ObjectStore store() {
        return store;
    }
}
