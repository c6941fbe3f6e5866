package dev.tryops.training.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.Function2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Hands the results of a job over in the order of the partitions, and not as the tasks happen to end. MLlib adds up what
 * it is handed, and a sum of floating-point numbers depends on their order.
 */
final class OrderedContext extends SparkContext {

    OrderedContext(SparkConf conf) {
        super(conf);
    }

    @Override
    public <T, U> void runJob(
            RDD<T> rdd,
            Function2<TaskContext, Iterator<T>, U> work,
            Seq<Object> partitions,
            Function2<Object, U, BoxedUnit> handler,
            ClassTag<U> type) {
        Object[] results = new Object[partitions.size()];
        super.runJob(
                rdd,
                work,
                partitions,
                new AbstractFunction2<Object, U, BoxedUnit>() {
                    @Override
                    public BoxedUnit apply(Object index, U result) {
                        results[(Integer) index] = result;
                        return BoxedUnit.UNIT;
                    }
                },
                type);
        for (int i = 0; i < results.length; i++) {
            @SuppressWarnings("unchecked")
            U result = (U) results[i];
            handler.apply(i, result);
        }
    }
}
