package io.herd.tests;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.herd.config.ServerConfig;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Somebody who looks at the page, in a window of their own. */
final class Viewer implements AutoCloseable {
    private static final int PAUSE_MILLIS = 20;

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();
    private final Queue<String> answers = new ArrayDeque<>();

    Viewer(BrowserContext context) {
        this.context = context;
        page = context.newPage();
        page.setDefaultTimeout(15_000);
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            // The policy's violations are errors of the console only.
            if (message.text().contains("Content Security Policy")) {
                errors.add(message.text());
            }
        });
        page.onDialog(dialog -> {
            if (answers.isEmpty()) {
                errors.add("dialog: " + dialog.message());
                dialog.dismiss();
            } else {
                dialog.accept(answers.remove());
            }
        });
    }

    /** @param what the path, perhaps with a fragment */
    Viewer look(ServerConfig server, String what) {
        return look("127.0.0.1", server, what);
    }

    /** The same, where the address names another host, which leads to the same server. */
    Viewer look(String host, ServerConfig server, String what) {
        page.navigate("http://" + host + ":" + server.httpPort() + what);
        return this;
    }

    /** Has the next dialog accepted, with a text where it asks for one. */
    void answer(String text) {
        answers.add(text);
    }

    Page page() {
        return page;
    }

    /**
     * Waits until an expression is true on the page, where {@code herd} is what main.js puts together; until then it may fail. The browser's
     * own waiting for functions would break the page's policy.
     */
    void await(String expression) {
        Await.until(expression + " on the page", () -> {
            page.waitForTimeout(PAUSE_MILLIS);
            try {
                return Boolean.TRUE.equals(page.evaluate("!!(" + expression + ")"));
            } catch (PlaywrightException e) {
                return false;
            }
        });
    }

    /** Waits until some text is shown in an element. */
    void awaitText(String selector, String text) {
        page.locator(selector, new Page.LocatorOptions().setHasText(text))
                .first()
                .waitFor();
    }

    Object evaluate(String expression) {
        return page.evaluate(expression);
    }

    double number(String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    /** The numbers of a list. */
    List<Double> numbers(String expression) {
        return ((List<?>) page.evaluate(expression))
                .stream().map(each -> ((Number) each).doubleValue()).toList();
    }

    /** Where its time goes. */
    PageProfile profile() {
        return new PageProfile(context.newCDPSession(page));
    }

    void shoot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /** What the page has done wrong so far: exceptions, violations of its policy, dialogs. */
    List<String> errors() {
        return errors;
    }

    @Override
    public void close() {
        context.close();
    }
}
