package dev.tryops.locals3;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** What S3Mock's own settings cannot make of it: a server that stays on loopback, and works on one request at a time. */
public final class LocalServerConfiguration implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                switch (bean) {
                    case TomcatServletWebServerFactory factory -> staysOnLoopback(factory);
                    case RequestMappingHandlerAdapter adapter -> streamsInTheRequestsThread(adapter);
                    default -> {}
                }
                return bean;
            }
        });
    }

    /** S3Mock opens a second connector that ignores {@code server.address}, and checks no credentials. */
    private static void staysOnLoopback(TomcatServletWebServerFactory factory) {
        factory.getAdditionalConnectors().forEach(connector -> connector.setProperty("address", "127.0.0.1"));
    }

    /**
     * Bodies are streamed by a thread of their own, while the only worker already takes the next request: a write then
     * tears what is being read, the new object's bytes under the old one's length.
     */
    private static void streamsInTheRequestsThread(RequestMappingHandlerAdapter adapter) {
        adapter.setTaskExecutor(new TaskExecutorAdapter(Runnable::run));
    }
}
