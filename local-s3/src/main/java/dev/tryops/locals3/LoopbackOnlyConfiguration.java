package dev.tryops.locals3;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** S3Mock opens a second connector that ignores {@code server.address}; a server without access control stays local. */
public final class LoopbackOnlyConfiguration implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof TomcatServletWebServerFactory factory) {
                    factory.getAdditionalConnectors()
                            .forEach(connector -> connector.setProperty("address", "127.0.0.1"));
                }
                return bean;
            }
        });
    }
}
