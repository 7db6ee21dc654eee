package io.herd.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
     * A page of this package.
     *
     * @param name that of a resource
     */
    static HtmlTemplate of(String name) {
        try (InputStream in = HtmlTemplate.class.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(in, name + " is a resource").readAllBytes();
            return new HtmlTemplate(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
