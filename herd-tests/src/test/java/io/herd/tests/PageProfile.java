package io.herd.tests;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a window's time goes, as its browser measures it. */
final class PageProfile {
    private static final int MICROS = 1_000_000;
    private static final int MOST_FUNCTIONS = 12;

    private final CDPSession browser;

    PageProfile(CDPSession browser) {
        this.browser = browser;
        browser.send("Performance.enable");
        browser.send("Profiler.enable");
    }

    /** A total in seconds since the window was opened, such as {@code ScriptDuration}. */
    double total(String name) {
        for (JsonElement each : browser.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            if (each.getAsJsonObject().get("name").getAsString().equals(name)) {
                return each.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new IllegalStateException("the browser does not measure " + name);
    }

    /** The functions that most time goes to while something happens, with their share of it. */
    List<String> functions(Runnable happening) {
        browser.send("Profiler.start");
        happening.run();
        JsonObject profile = browser.send("Profiler.stop").getAsJsonObject("profile");
        Map<Integer, String> names = new HashMap<>();
        for (JsonElement each : profile.getAsJsonArray("nodes")) {
            names.put(each.getAsJsonObject().get("id").getAsInt(), name(each.getAsJsonObject()));
        }
        JsonArray samples = profile.getAsJsonArray("samples");
        JsonArray micros = profile.getAsJsonArray("timeDeltas");
        Map<String, Double> seconds = new HashMap<>();
        double all = 0;
        for (int i = 0; i < samples.size(); i++) {
            double took = micros.get(i).getAsDouble() / MICROS;
            seconds.merge(names.get(samples.get(i).getAsInt()), took, Double::sum);
            all += took;
        }
        double whole = all;
        return seconds.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MOST_FUNCTIONS)
                .map(each -> "%5.1f %%  %s".formatted(100 * each.getValue() / whole, each.getKey()))
                .toList();
    }

    private static String name(JsonObject node) {
        JsonObject frame = node.getAsJsonObject("callFrame");
        String file = frame.get("url").getAsString().replaceFirst(".*/", "");
        return file + " " + frame.get("functionName").getAsString();
    }
}
