package io.herd.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The page's modules, checked by TypeScript's compiler: names, properties and arguments that do not exist, and what nothing uses. It runs
 * in the browser of the other tests of the page, and is skipped where there is none.
 */
class PageLintTest {
    private static final Path MODULES = Path.of("../herd-server/src/main/resources/io/herd/server/page");
    private static final String COMPILER = "/META-INF/resources/webjars/typescript/6.0.3/lib/";
    private static final String AMBIENT = "page-lint.d.ts";
    private static final Pattern REFERENCE = Pattern.compile("/// <reference lib=\"([\\w.]+)\" />");

    private static Chromium chromium;
    private static Viewer viewer;

    @BeforeAll
    static void load() {
        chromium = Chromium.start();
        viewer = chromium.open(new Browser.NewContextOptions());
        viewer.page().addScriptTag(new Page.AddScriptTagOptions().setContent(resource(COMPILER + "typescript.js")));
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void theModulesAreSound() throws IOException {
        Map<String, String> modules = new TreeMap<>();
        try (Stream<Path> files = Files.list(MODULES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".js")).toList()) {
                modules.put("/" + file.getFileName(), Files.readString(file));
            }
        }
        assertThat(modules).hasSizeGreaterThan(20);
        assertThat(faults(modules)).isEmpty();
    }

    @Test
    void faultsAreFound() {
        List<String> faults = faults(Map.of(
                "/one.js",
                "export const sum = (one, other) => one + other;\nexport class Pair {\n  left = 1;\n}\n",
                "/two.js",
                """
                import { Pair, sum, product } from "./one.js";
                const unused = 1;
                sum(1, 2, 3);
                new Pair().right;
                nowhere();
                """));
        assertThat(faults).anyMatch(each -> each.startsWith("/two.js:1: ") && each.contains("'product'"));
        assertThat(faults).anyMatch(each -> each.startsWith("/two.js:2: ") && each.contains("'unused'"));
        assertThat(faults).anyMatch(each -> each.startsWith("/two.js:3: ") && each.contains("arguments"));
        assertThat(faults).anyMatch(each -> each.startsWith("/two.js:4: ") && each.contains("'right'"));
        assertThat(faults).anyMatch(each -> each.startsWith("/two.js:5: ") && each.contains("'nowhere'"));
    }

    private static List<String> faults(Map<String, String> modules) {
        Map<String, String> files = new TreeMap<>(modules);
        files.put("/" + AMBIENT, resource(AMBIENT));
        List.of("es2024", "dom", "dom.iterable").forEach(each -> addLibrary(each, files));
        List<String> roots = new ArrayList<>(modules.keySet());
        roots.add("/" + AMBIENT);
        Object found = viewer.page().evaluate(resource("page-lint.js"), Map.of("files", files, "roots", roots));
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** Adds declarations of what browsers have, and those that these refer to. */
    private static void addLibrary(String name, Map<String, String> files) {
        String file = "lib." + name + ".d.ts";
        if (!files.containsKey("/" + file)) {
            String text = resource(COMPILER + file);
            files.put("/" + file, text);
            REFERENCE.matcher(text).results().forEach(each -> addLibrary(each.group(1), files));
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PageLintTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
