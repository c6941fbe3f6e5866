package dev.tryops.api.console;

import dev.tryops.api.serving.ServingProperties;
import dev.tryops.registry.ModelRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    @Bean
    ConsoleFiles consoleFiles(BuildProperties build) {
        return new ConsoleFiles(Objects.requireNonNull(build.get("uplot.version"), "uplot.version of the build"));
    }

    @Bean
    ConsoleRoute consoleRoute(ConsoleFiles files) {
        return new ConsoleRoute(files);
    }

    @Bean
    WebMvcConfigurer consoleRouting(ConsoleRoute route) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(route).addPathPatterns(ConsoleRoute.PATH);
            }
        };
    }

    /** Reads what the console shows of the store, which no request and no reload is to wait for. */
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService consoleReads() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("console-reads").daemon().factory());
    }

    @Bean
    Archive archive(
            ModelRegistry registry, ServingProperties serving, ScheduledExecutorService consoleReads, Clock clock) {
        return new Archive(registry, serving.environmentName(), consoleReads, serving.interval(), clock);
    }

    @Bean
    ReloadRecord reloadRecord() {
        return new ReloadRecord();
    }

    @Bean
    Traffic traffic(MeterRegistry meters) {
        return new Traffic(meters, System::nanoTime);
    }
}
