package io.herd.server.web;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with places to fill in, each as {@code ${name}}.
 *
 * @param html what stands around them
 */
public record HtmlTemplate(String html) {
    private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");

    /**
     * The page, filled in.
     *
     * @param texts what is shown as it is, whatever characters it has
     * @param markup what is markup itself
     */
    public String fill(Map<String, String> texts, Map<String, String> markup) {
        return PLACE.matcher(html).replaceAll(place -> {
            String name = place.group(1);
            String known = markup.get(name);
            return Matcher.quoteReplacement(
                    known == null ? escaped(Objects.requireNonNull(texts.get(name), name)) : known);
        });
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
