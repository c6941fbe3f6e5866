package dev.tryops.cli.aws;

import dev.tryops.cli.aws.SignedCalls.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The load balancers that a cluster made for its services: of any kind, found by the tag that Kubernetes gives them. */
final class LoadBalancers {

    private static final String TARGET = "ResourceGroupsTaggingAPI_20170126.GetResources";

    private LoadBalancers() {}

    /** Their ARNs. */
    static List<String> of(String cluster, SignedCalls aws) {
        List<String> arns = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        String token = "";
        do {
            JsonNode page = aws.json(
                    Service.RESOURCE_GROUPS_TAGGING_API,
                    TARGET,
                    Map.of(
                            "ResourceTypeFilters",
                            List.of("elasticloadbalancing:loadbalancer"),
                            "TagFilters",
                            List.of(Map.of("Key", "kubernetes.io/cluster/" + cluster)),
                            "PaginationToken",
                            token));
            page.path("ResourceTagMappingList")
                    .forEach(one -> arns.add(one.path("ResourceARN").asString("")));
            token = page.path("PaginationToken").asString("");
        } while (!token.isEmpty() && tokens.add(token));
        return arns;
    }
}
