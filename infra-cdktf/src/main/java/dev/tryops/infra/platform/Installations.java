package dev.tryops.infra.platform;

import com.hashicorp.cdktf.ITerraformDependable;
import dev.tryops.infra.generic.HelmRelease;
import java.util.Comparator;
import java.util.List;
import software.constructs.Construct;

/** Charts that are installed one after the other, whatever order they are given in. */
public final class Installations extends Construct {

    /** @param first what nothing is installed without */
    public Installations(Construct scope, String id, List<Installation> installations, ITerraformDependable first) {
        super(scope, id);
        ITerraformDependable earlier = first;
        for (Installation next : inOrder(installations)) {
            Chart chart = next.chart();
            earlier = new HelmRelease(
                    this,
                    chart.release(),
                    new HelmRelease.Target(chart.release(), chart.namespace(), chart.makesNamespace()),
                    next.source(),
                    next.values(),
                    earlier);
        }
    }

    private static List<Installation> inOrder(List<Installation> installations) {
        return installations.stream()
                .sorted(Comparator.comparing(Installation::chart))
                .toList();
    }
}
