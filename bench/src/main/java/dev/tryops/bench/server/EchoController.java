package dev.tryops.bench.server;

import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** JSON in, JSON out, and nothing in between. */
@RestController
public class EchoController {

    public static final String PATH = "/bench/echo";

    @PostMapping(PATH)
    Echo echo(@RequestBody Map<String, Map<String, Object>> body) {
        return new Echo(body.getOrDefault("features", Map.of()));
    }

    record Echo(Map<String, Object> features) {}
}
