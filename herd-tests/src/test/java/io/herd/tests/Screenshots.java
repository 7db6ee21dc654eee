package io.herd.tests;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

/** Makes pictures of the page's main views, of a herd that runs: {@code Screenshots URL DIRECTORY}. */
final class Screenshots {
    private static final int WIDTH = 1180;
    private static final int HEIGHT = 700;
    /** Enough for some plots, trails and labels. */
    private static final int SETTLING_MILLIS = 15_000;

    private Screenshots() {}

    /** Waits until each view has settled, which takes a minute in all. */
    public static void main(String[] arguments) {
        String url = arguments[0];
        Path directory = Path.of(arguments[1]);
        try (Chromium chromium = Chromium.start()) {
            shoot(chromium, url + "/#map=4/48/12", ColorScheme.DARK, WIDTH, directory.resolve("page-map.png"));
            shoot(
                    chromium,
                    url + "/#map=3/30/0&view=herd",
                    ColorScheme.LIGHT,
                    WIDTH,
                    directory.resolve("page-herd.png"));
            shoot(chromium, url + "/#map=5/48/9", ColorScheme.LIGHT, WIDTH / 3, directory.resolve("page-phone.png"));
        }
    }

    private static void shoot(Chromium chromium, String url, ColorScheme scheme, int width, Path file) {
        var options = new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, HEIGHT);
        try (Viewer viewer = chromium.open(options)) {
            viewer.page().navigate(url);
            viewer.page().waitForTimeout(SETTLING_MILLIS);
            viewer.shoot(file);
        }
    }
}
