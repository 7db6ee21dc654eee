package io.herd.tests;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The machine's own Chromium, without a screen. Nothing is downloaded for it. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** A name of this machine that browsers do not know to be its own. */
    static final String ELSEWHERE = "herd.example";

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Path program) {
        this.playwright = playwright;
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        // It refuses to run as root otherwise.
                        .setArgs(List.of("--no-sandbox", "--host-resolver-rules=MAP " + ELSEWHERE + " 127.0.0.1")));
    }

    /** Starts it; skips the test that asks for it where there is none. */
    static Chromium start() {
        Path program = Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (program == null) {
            abort("there is no Chromium on the PATH: on Debian, apt-get install chromium");
        }
        Map<String, String> environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        var options = new Playwright.CreateOptions().setEnv(environment);
        return new Chromium(Playwright.create(options), Objects.requireNonNull(program));
    }

    /** A window with nothing remembered from others. */
    Viewer open(Browser.NewContextOptions options) {
        return new Viewer(browser.newContext(options));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
