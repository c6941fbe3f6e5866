package dev.tryops.api.traffic;

import org.apache.coyote.ContinueResponseTiming;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrafficProperties.class)
class TrafficConfiguration {

    /** Bytes of chunk extensions, and of trailers: nobody here reads them. */
    private static final int MOST_BESIDE_A_BODY = 256;

    @Bean
    Draining draining(ApplicationContext context, TrafficProperties properties) {
        return new Draining(context, properties.drain());
    }

    @Bean
    LeaveFilter leaveFilter(Draining draining, ServerWatch watch) {
        return new LeaveFilter(draining, watch);
    }

    @Bean
    BodyWaits bodyWaits(TomcatServerProperties tomcat, TrafficProperties properties) {
        return new BodyWaits(tomcat.getThreads().getMax(), properties.body());
    }

    @Bean
    BodyTimeFilter bodyTimeFilter(BodyWaits waits) {
        return new BodyTimeFilter(waits);
    }

    @Bean
    ServerWatch serverWatch(BodyWaits waits) {
        return new ServerWatch(waits);
    }

    @Bean
    PredictionSlots predictionSlots(TomcatServerProperties tomcat, TrafficProperties properties, ServerWatch watch) {
        int threads = tomcat.getThreads().getMax();
        return new PredictionSlots(properties.slots(threads), threads, watch::backlog, System::nanoTime);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> watchedServer(ServerWatch watch, BodyWaits waits) {
        return server -> {
            server.setProtocol(WatchedProtocol.class.getName());
            server.addProtocolHandlerCustomizers((WatchedProtocol protocol) -> {
                protocol.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
                protocol.setMaxExtensionSize(MOST_BESIDE_A_BODY);
                protocol.setMaxTrailerSize(MOST_BESIDE_A_BODY);
                watch.attach(protocol);
            });
            server.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new UnreadBodyValve(waits)));
        };
    }
}
