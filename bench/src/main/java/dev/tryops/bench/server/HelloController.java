package dev.tryops.bench.server;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The least that a Spring controller can do. */
@RestController
public class HelloController {

    public static final String PATH = "/bench/hello";

    @GetMapping(PATH)
    String hello() {
        return "hello";
    }
}
