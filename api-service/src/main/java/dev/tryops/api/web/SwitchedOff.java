package dev.tryops.api.web;

import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

/**
 * The registration of a filter that configuration leaves out. Beans are chosen when the program is built (see
 * {@code make dist}), so whether a filter works has to be decided when it starts, and not by a condition.
 */
public final class SwitchedOff {

    private SwitchedOff() {}

    public static FilterRegistrationBean<Filter> registration() {
        FilterRegistrationBean<Filter> off =
                new FilterRegistrationBean<>((request, response, chain) -> chain.doFilter(request, response));
        off.setEnabled(false);
        return off;
    }
}
