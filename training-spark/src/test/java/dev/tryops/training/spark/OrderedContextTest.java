package dev.tryops.training.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class OrderedContextTest {

    /** By partition, whether its task is at its end. In local mode, tasks run in this JVM. */
    private static final List<CountDownLatch> ENDED =
            Stream.generate(() -> new CountDownLatch(1)).limit(3).toList();

    @Test
    void addsUpInTheOrderOfThePartitionsThoughTheLastTaskEndsFirst() {
        SparkConf conf = new SparkConf()
                .setMaster("local[3]")
                .setAppName("order")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1");
        try (JavaSparkContext spark = JavaSparkContext.fromSparkContext(new OrderedContext(conf))) {
            String sum = spark.parallelize(List.of(0, 1, 2), 3)
                    .map(OrderedContextTest::afterTheNext)
                    .fold("", String::concat);

            assertThat(sum).isEqualTo("012");
        }
    }

    private static String afterTheNext(int partition) throws InterruptedException {
        if (partition + 1 < ENDED.size()) {
            ENDED.get(partition + 1).await();
        }
        ENDED.get(partition).countDown();
        return Integer.toString(partition);
    }
}
