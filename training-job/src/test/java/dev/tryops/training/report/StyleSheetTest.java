package dev.tryops.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrast as WCAG 2.2 defines it: 4.5 for text, 3 for drawings. */
class StyleSheetTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");
    private static final String DARK = "@media screen and (prefers-color-scheme: dark)";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isLegibleByDayAndByNight(boolean dark) {
        String css = StyleSheet.read().css();
        int night = css.indexOf(DARK);
        Map<String, Integer> colours = colours(dark ? css.substring(night) : css.substring(0, night));

        for (String text : new String[] {"ink", "quiet", "first", "good", "bad"}) {
            assertThat(contrast(colours, text, "paper")).as(text).isGreaterThan(4.5);
        }
        assertThat(contrast(colours, "ink", "panel")).isGreaterThan(4.5);
        assertThat(contrast(colours, "quiet", "panel")).isGreaterThan(4.5);
        assertThat(contrast(colours, "good", "good-soft")).isGreaterThan(4.5);
        assertThat(contrast(colours, "bad", "bad-soft")).isGreaterThan(4.5);
        assertThat(contrast(colours, "on-badge", "good")).isGreaterThan(4.5);
        assertThat(contrast(colours, "on-badge", "bad")).isGreaterThan(4.5);
        assertThat(contrast(colours, "on-badge", "quiet")).isGreaterThan(4.5);
        assertThat(contrast(colours, "second", "paper")).isGreaterThan(3);
    }

    private static Map<String, Integer> colours(String css) {
        return COLOUR.matcher(css)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> Integer.parseInt(found.group(2), 16)));
    }

    private static double contrast(Map<String, Integer> colours, String one, String other) {
        double a = luminance(colours.get(one)) + 0.05;
        double b = luminance(colours.get(other)) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double c = (channel & 0xFF) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
