package dev.tryops.cli.aws;

import dev.tryops.cli.aws.SignedCalls.Service;
import dev.tryops.deployment.EnvironmentFacts;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Whether the account may have as much as the environment takes. What others run in it is only counted for addresses. */
final class QuotaChecks {

    private static final String TARGET = "ServiceQuotasV20190624.";
    /** Of EC2: elastic addresses, and vCPUs of standard instances, which the t family is one of. */
    private static final String ELASTIC_IPS = "L-0263D0A3";

    private static final String ON_DEMAND_VCPUS = "L-1216C47A";
    private static final String SPOT_VCPUS = "L-34B43A08";

    private final SignedCalls aws;
    private final EnvironmentFacts facts;

    QuotaChecks(SignedCalls aws, EnvironmentFacts facts) {
        this.aws = aws;
        this.facts = facts;
    }

    Stream<Finding> findings() {
        EnvironmentFacts.Capacity capacity = facts.capacity();
        return Stream.of(
                Finding.of("elastic-ips", this::elasticIps),
                Finding.of(
                        "on-demand-vcpus", () -> vcpus("on-demand-vcpus", ON_DEMAND_VCPUS, capacity.onDemandVcpus())),
                Finding.of("spot-vcpus", () -> vcpus("spot-vcpus", SPOT_VCPUS, capacity.spotVcpus())));
    }

    private Finding elasticIps() {
        int quota = quota(ELASTIC_IPS);
        int others = elasticIpsOfOthers();
        int needed = facts.capacity().elasticIps();
        String says = "%d of %d elastic IPs are needed, and %d are in other hands".formatted(needed, quota, others);
        if (needed + others > quota) {
            return Finding.fail(
                    "elastic-ips", says + ". Have the quota " + ELASTIC_IPS + " of EC2 raised, or release some");
        }
        int ofAll = facts.capacity().elasticIpsOfAllEnvironments();
        return ofAll > quota
                ? Finding.warn("elastic-ips", says + "; all environments together need " + ofAll)
                : Finding.ok("elastic-ips", says);
    }

    private int elasticIpsOfOthers() {
        String answer = aws.query(Service.EC2, Map.of("Action", "DescribeAddresses", "Version", "2016-11-15"));
        Xml xml = Xml.parse(answer).orElseThrow(() -> new AwsProblem("EC2 does not answer in XML"));
        String all = "//addressesSet/item";
        int ours = xml.count(all
                + "[tagSet/item[key='Project' and value=%s]][tagSet/item[key='Environment' and value=%s]]"
                        .formatted(
                                quoted(facts.project()),
                                quoted(facts.environment().value())));
        return xml.count(all) - ours;
    }

    /** XPath knows no escapes; what has both quotes is nobody's project. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "") + "'";
    }

    private Finding vcpus(String check, String code, int needed) {
        if (needed == 0) {
            return Finding.ok(check, "None are needed");
        }
        int quota = quota(code);
        String says = "%d of %d vCPUs are needed with all node groups at their largest; what else runs is not counted"
                .formatted(needed, quota);
        return needed > quota
                ? Finding.fail(check, says + ". Have the quota " + code + " of EC2 raised")
                : Finding.ok(check, says);
    }

    /** The quota that applies; the default, where nobody has changed it and AWS keeps no other record. */
    private int quota(String code) {
        Map<String, String> which = Map.of("ServiceCode", "ec2", "QuotaCode", code);
        JsonNode answer;
        try {
            answer = aws.json(Service.SERVICE_QUOTAS, TARGET + "GetServiceQuota", which);
        } catch (AwsProblem e) {
            if (!String.valueOf(e.getMessage()).contains("NoSuchResource")) {
                throw e;
            }
            answer = aws.json(Service.SERVICE_QUOTAS, TARGET + "GetAWSDefaultServiceQuota", which);
        }
        JsonNode value = answer.at("/Quota/Value");
        if (!value.isNumber() || !code.equals(answer.at("/Quota/QuotaCode").asString(""))) {
            throw new AwsProblem("Service Quotas does not say what %s is".formatted(code));
        }
        return value.asInt();
    }
}
