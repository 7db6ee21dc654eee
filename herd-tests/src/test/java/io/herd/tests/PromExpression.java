package io.herd.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An expression of PromQL, as far as is needed to find misspelt names: its metrics, their labels, and functions. It knows nothing of
 * types or precedence.
 */
record PromExpression(String text) {
    private static final Pattern TOKEN = Pattern.compile(
            "\"[^\"]*\"|\\[(\\d+[smhd]|\\$__rate_interval|\\$__range)]|\\{[^{}]*}|[a-z_]\\w*|\\d+(\\.\\d+)?"
                    + "|[-+*/,()]|[<>=!]=?|\\s+");
    private static final Pattern WORD = Pattern.compile("[a-z_]\\w*");
    private static final Pattern MATCHED = Pattern.compile("(\\w+)(=~|!~|!=|=)\"[^\"]*\"");
    private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)");

    private static final Set<String> FUNCTIONS = Set.of(
            "sum", "avg", "min", "max", "count", "count_values", "rate", "increase", "deriv", "histogram_quantile");
    private static final Set<String> KEYWORDS = Set.of("by", "and", "or", "unless");
    /** What Prometheus itself adds. */
    private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

    /**
     * What is wrong with it, given the labels of each metric that there is.
     *
     * @return empty if it is sound
     */
    List<String> faults(Map<String, Set<String>> labels) {
        List<String> faults = new ArrayList<>();
        String rest = TOKEN.matcher(text).replaceAll("");
        if (!rest.isEmpty()
                || text.chars().filter(each -> each == '(').count()
                        != text.chars().filter(each -> each == ')').count()) {
            faults.add("no PromQL: " + text);
        }
        Set<String> known = new TreeSet<>(TARGET_LABELS);
        metrics().forEach(metric -> {
            if (!labels.containsKey(metric)) {
                faults.add("no metric " + metric);
            }
            known.addAll(labels.getOrDefault(metric, Set.of()));
        });
        usedLabels().stream()
                .filter(each -> !known.contains(each))
                .forEach(each -> faults.add("no label " + each + " in " + text));
        functions().stream()
                .filter(each -> !FUNCTIONS.contains(each))
                .forEach(each -> faults.add("no function " + each));
        return faults;
    }

    Set<String> metrics() {
        return words(false);
    }

    private Set<String> functions() {
        return words(true);
    }

    /** The words before an opening parenthesis, or the others that are no keywords. */
    private Set<String> words(boolean isFunction) {
        String bare = BY.matcher(text.replaceAll("\"[^\"]*\"|\\{[^{}]*}|\\[[^]]*]", ""))
                .replaceAll("");
        Matcher words = WORD.matcher(bare);
        Set<String> found = new TreeSet<>();
        while (words.find()) {
            boolean isCalled = bare.substring(words.end()).stripLeading().startsWith("(");
            if (isCalled == isFunction && !KEYWORDS.contains(words.group())) {
                found.add(words.group());
            }
        }
        return found;
    }

    /** The labels that are selected or grouped by. */
    private Set<String> usedLabels() {
        Set<String> found = MATCHED.matcher(text)
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        BY.matcher(text)
                .results()
                .forEach(each -> found.addAll(List.of(each.group(1).split(", "))));
        return found;
    }
}
