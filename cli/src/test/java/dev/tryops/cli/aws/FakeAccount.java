package dev.tryops.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An account as STS, Service Quotas, EC2, IAM, EKS and the tagging service tell of it. */
public final class FakeAccount extends LoopbackAws {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public String account = "123456789012";
    public final Map<String, Double> quotas =
            new HashMap<>(Map.of("L-0263D0A3", 5.0, "L-1216C47A", 16.0, "L-34B43A08", 5.0));
    /** Quotas of which only the default is recorded. */
    public final Set<String> defaults = new HashSet<>();
    /** The tags of each address. */
    public final List<Map<String, String>> addresses = new ArrayList<>();
    /** Names of what IAM has, with the value of its tag {@code Project}. */
    public final Map<String, String> iam = new HashMap<>();
    /** Endpoints of clusters by name. */
    public final Map<String, String> clusters = new HashMap<>();
    /** ARNs of load balancers with the cluster that each is tagged with. */
    public final Map<String, String> loadBalancers = new HashMap<>();
    /** Signing names of services that deny everything. */
    public final Set<String> denying = new HashSet<>();

    public FakeAccount() throws IOException {}

    @Override
    protected void answer(HttpExchange exchange, String body) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            asked.add(target);
            jsonCall(exchange, target, JsonMapper.shared().readTree(body));
        } else if (exchange.getRequestMethod().equals("GET")) {
            asked.add("GET " + exchange.getRequestURI());
            cluster(exchange);
        } else {
            Map<String, String> form = Stream.of(body.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
            asked.add(form.get("Action"));
            query(exchange, form);
        }
    }

    private void jsonCall(HttpExchange exchange, String target, JsonNode request) throws IOException {
        String service = target.startsWith("ServiceQuotas") ? "servicequotas" : "tagging";
        if (isDenied(exchange, service)) {
            json(
                    exchange,
                    400,
                    NODES.objectNode().put("__type", "AccessDeniedException").put("Message", "not you"));
            return;
        }
        if (service.equals("tagging")) {
            json(exchange, 200, tagged(request));
            return;
        }
        String code = request.path("QuotaCode").asString();
        if (target.endsWith(".GetServiceQuota") && defaults.contains(code)) {
            json(
                    exchange,
                    400,
                    NODES.objectNode().put("__type", "NoSuchResourceException").put("Message", "none"));
            return;
        }
        ObjectNode answer = NODES.objectNode();
        answer.putObject("Quota").put("QuotaCode", code).put("Value", quotas.get(code));
        json(exchange, 200, answer);
    }

    /** One resource a page. */
    private ObjectNode tagged(JsonNode request) {
        String key = request.at("/TagFilters/0/Key").asString();
        List<String> found = loadBalancers.entrySet().stream()
                .filter(one -> key.equals("kubernetes.io/cluster/" + one.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        int from = request.path("PaginationToken").asString("").isEmpty()
                ? 0
                : Integer.parseInt(request.path("PaginationToken").asString());
        ObjectNode answer = NODES.objectNode();
        ArrayNode list = answer.putArray("ResourceTagMappingList");
        found.stream().skip(from).limit(1).forEach(arn -> list.addObject().put("ResourceARN", arn));
        return answer.put("PaginationToken", from + 1 < found.size() ? String.valueOf(from + 1) : "");
    }

    private void cluster(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().replace("/clusters/", "");
        if (isDenied(exchange, "eks") || !clusters.containsKey(name)) {
            String type = clusters.containsKey(name) ? "AccessDeniedException" : "ResourceNotFoundException";
            exchange.getResponseHeaders().add("X-Amzn-ErrorType", type);
            json(
                    exchange,
                    clusters.containsKey(name) ? 403 : 404,
                    NODES.objectNode().put("message", "No " + name));
            return;
        }
        ObjectNode answer = NODES.objectNode();
        answer.putObject("cluster").put("name", name).put("endpoint", clusters.get(name));
        json(exchange, 200, answer);
    }

    private void query(HttpExchange exchange, Map<String, String> form) throws IOException {
        String action = form.get("Action");
        String service = switch (action) {
            case "GetCallerIdentity" -> "sts";
            case "DescribeAddresses" -> "ec2";
            default -> "iam";
        };
        if (isDenied(exchange, service)) {
            xml(exchange, 403, error("AccessDenied"));
            return;
        }
        switch (action) {
            case "GetCallerIdentity" -> xml(exchange, 200, """
                        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
                        <Arn>arn:aws:iam::%1$s:user/olga</Arn><UserId>AIDA</UserId><Account>%1$s</Account>
                        </GetCallerIdentityResult></GetCallerIdentityResponse>""".formatted(account));
            case "DescribeAddresses" -> xml(exchange, 200, """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <DescribeAddressesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><addressesSet>%s
                        </addressesSet></DescribeAddressesResponse>""".formatted(addresses()));
            case "GetRole" -> entity(exchange, action, "Role", form.get("RoleName"));
            case "GetOpenIDConnectProvider" -> entity(exchange, action, "", form.get("OpenIDConnectProviderArn"));
            default -> xml(exchange, 400, error("InvalidAction"));
        }
    }

    private String addresses() {
        return addresses.stream()
                .map(tags -> tags.entrySet().stream()
                        .map(tag ->
                                "<item><key>%s</key><value>%s</value></item>".formatted(tag.getKey(), tag.getValue()))
                        .collect(Collectors.joining(
                                "", "<item><publicIp>192.0.2.1</publicIp><tagSet>", "</tagSet></item>")))
                .collect(Collectors.joining());
    }

    private void entity(HttpExchange exchange, String action, String element, String name) throws IOException {
        if (!iam.containsKey(name)) {
            xml(exchange, 404, error("NoSuchEntity"));
            return;
        }
        String tags = "<Tags><member><Key>Project</Key><Value>%s</Value></member></Tags>".formatted(iam.get(name));
        String inner =
                element.isEmpty() ? tags : "<%1$s><RoleName>%2$s</RoleName>%3$s</%1$s>".formatted(element, name, tags);
        xml(
                exchange,
                200,
                "<%1$sResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
                        .formatted(action, inner));
    }

    private boolean isDenied(HttpExchange exchange, String service) {
        return denying.contains(service) || !isSignedFor(exchange, service);
    }

    private static String error(String code) {
        return "<ErrorResponse><Error><Code>%s</Code><Message>said AWS</Message></Error></ErrorResponse>"
                .formatted(code);
    }

    private static void xml(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, "text/xml", body.strip());
    }
}
