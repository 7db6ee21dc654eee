package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.FencesConfig;
import io.herd.config.ForwardConfig;
import io.herd.config.KafkaConfig;
import io.herd.config.KafkaSecurity;
import io.herd.config.OwnerConfig;
import io.herd.config.OwnersConfig;
import io.herd.config.TlsConfig.ClientCertificates;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The dashboard, the alerts and their documentation name the metrics that there are, and leave none out. */
@ExtendWith(VertxExtension.class)
class MonitoringTest {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z0-9_]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Pattern NAME = Pattern.compile("\\b(herd|jvm|process|system)_[a-z0-9_]+\\b");
    private static final Pattern SHOWN_LABEL = Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?(\\w+) ?}}");

    /** Details of the JVM that are of use only to those who look for its faults. */
    private static final Set<String> NOT_SHOWN = Set.of(
            "jvm_buffer_count_buffers",
            "jvm_buffer_memory_used_bytes",
            "jvm_buffer_total_capacity_bytes",
            "jvm_gc_live_data_size_bytes",
            "jvm_gc_max_data_size_bytes",
            "jvm_gc_memory_allocated_bytes_total",
            "jvm_gc_memory_promoted_bytes_total",
            "jvm_memory_committed_bytes",
            "jvm_threads_daemon_threads",
            "jvm_threads_peak_threads",
            "jvm_threads_started_threads_total",
            "jvm_threads_states_threads",
            "process_cpu_time_ns_total",
            "process_files_max_files",
            "process_start_time_seconds",
            "system_cpu_count",
            "system_load_average_1m");

    private static final KafkaConfig NO_BROKER = new KafkaConfig(
            "127.0.0.1:1",
            "herd",
            "herd",
            KafkaConfig.Consume.SHARED,
            false,
            1,
            KafkaConfig.NONE.unacknowledgedBytes(),
            Duration.ZERO,
            null,
            KafkaSecurity.NONE);

    /** That of partitions is there once a broker has told of them. */
    private static final String KAFKA_LAG = """
            # TYPE herd_kafka_lag gauge
            herd_kafka_lag{server="Goloman",partition="0"} 0.0
            """;

    private static final OwnersConfig OWNERS = new OwnersConfig(
            "herd", Map.of("herd", new OwnerConfig(Set.of(0), List.of("127.0.0.1:1"))), ForwardConfig.DEFAULT);

    /** The metrics of servers that have everything. */
    private static String metrics;
    /** The labels of each metric. */
    private static Map<String, Set<String>> labels;

    @BeforeAll
    static void ask(Vertx vertx, @TempDir Path directory) throws IOException {
        // Pauses are told of once there was one.
        System.gc();
        try (TestHerd herd = TestHerd.two(vertx, directory, FencesConfig.DEFAULT)) {
            Await.until(
                    "there was a pause",
                    () -> Http.get(herd.server("Hands"), "/metrics").body().contains("jvm_gc_pause_seconds_count"));
            metrics = Http.get(herd.server("Hands"), "/metrics").body();
        }
        var certificates = new TestCertificates(directory.resolve("tls")).issue("Goloman");
        TestHerd plain = TestHerd.single(vertx, directory);
        try (TestHerd herd = plain.with(
                        certificates.config(true, false, false, ClientCertificates.NONE), TestHerd.SECRET)
                .withHistory(TestHerd.history(directory))
                .withKafka(NO_BROKER)
                .with(OWNERS, null)) {
            herd.start("Goloman");
            metrics += Http.get(herd.server("Goloman"), "/metrics").body() + KAFKA_LAG;
        }
        labels = new TreeMap<>();
        SAMPLE.matcher(metrics)
                .results()
                .forEach(sample -> labels.computeIfAbsent(sample.group(1), _ -> new TreeSet<>())
                        .addAll(LABEL.matcher(sample.group(2))
                                .results()
                                .map(each -> each.group(1))
                                .toList()));
        // That of Prometheus itself.
        labels.put("up", Set.of());
    }

    private static JsonArray panels() throws IOException {
        return new JsonObject(Files.readString(Path.of("../conf/grafana/herd.json"))).getJsonArray("panels");
    }

    /** All panels but rows: those on top, and those in rows. */
    private static List<JsonObject> plots() throws IOException {
        return objects(panels())
                .flatMap(each -> each.containsKey("panels") ? objects(each.getJsonArray("panels")) : Stream.of(each))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static Stream<JsonObject> targets() throws IOException {
        return plots().stream().flatMap(each -> objects(each.getJsonArray("targets")));
    }

    @Test
    void theExpressionsOfTheDashboardAreSound() throws IOException {
        assertThat(targets()
                        .map(each -> new PromExpression(each.getString("expr")))
                        .flatMap(each -> each.faults(labels).stream()))
                .isEmpty();
        assertThat(targets().flatMap(each -> shownLabels(each.getString("legendFormat"))))
                .allMatch(MonitoringTest::isLabel);
    }

    private static Stream<String> shownLabels(String text) {
        return SHOWN_LABEL.matcher(text).results().map(each -> each.group(1));
    }

    private static boolean isLabel(String name) {
        return labels.values().stream().anyMatch(each -> each.contains(name));
    }

    @Test
    void faultsOfExpressionsAreFound() {
        assertThat(List.of(
                        "herd_nothing",
                        "rates(herd_reports_total[5m])",
                        "herd_reports_total{kin=\"news\"}",
                        "sum by (sever) (herd_clients)",
                        "sum(herd_clients",
                        "rate(herd_reports_total[5 minutes])"))
                .allMatch(each -> new PromExpression(each).faults(labels).size() == 1);
        assertThat(new PromExpression("sum by (server) (rate(herd_reports_total{kind!=\"news\"}[5m])) > 0.5")
                        .faults(labels))
                .isEmpty();
    }

    @Test
    void everyMetricIsOnTheDashboardOrSaidNotToBe() throws IOException {
        Set<String> shown = targets()
                .flatMap(each -> new PromExpression(each.getString("expr")).metrics().stream())
                .map(each -> each.replaceFirst("_(bucket|sum|count)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> families = FAMILY.matcher(metrics)
                .results()
                .map(each -> each.group(1))
                // That is there once a collector has worked beside the program.
                .filter(each -> !each.startsWith("jvm_gc_concurrent_phase_time"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(families).hasSizeGreaterThan(90);
        shown.addAll(NOT_SHOWN);
        assertThat(shown).containsAll(families);
        assertThat(families).containsAll(NOT_SHOWN);
    }

    @Test
    void panelsSayWhatTheyShow() throws IOException {
        assertThat(plots()).hasSizeGreaterThan(50).allSatisfy(panel -> {
            assertThat(panel.getString("title")).isNotBlank();
            assertThat(panel.getString("description"))
                    .as(panel.getString("title"))
                    .isNotBlank();
            assertThat(panel.getJsonObject("fieldConfig")
                            .getJsonObject("defaults")
                            .getString("unit"))
                    .isNotBlank();
        });
        Stream<Object> ids = Stream.concat(
                plots().stream().map(each -> each.getValue("id")),
                objects(panels()).filter(each -> each.containsKey("panels")).map(each -> each.getValue("id")));
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    @SuppressWarnings("unchecked")
    void alertsAreSoundAndSayWhatToDo() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(Path.of("../conf/alerts.yml")));
        var rules = (List<Map<String, Object>>) file.get("groups").getFirst().get("rules");
        String operations = Files.readString(Path.of("../docs/operations.md"));
        assertThat(rules).hasSizeGreaterThan(10).allSatisfy(rule -> {
            String name = (String) rule.get("alert");
            assertThat(operations).contains("| `" + name + "` |");
            assertThat(new PromExpression((String) rule.get("expr")).faults(labels))
                    .as(name)
                    .isEmpty();
            assertThat((String) rule.get("for")).as(name).matches("\\d+[mh]");
            assertThat(((Map<String, String>) rule.get("labels")).get("severity"))
                    .isIn("critical", "warning");
            String summary = ((Map<String, String>) rule.get("annotations")).get("summary");
            assertThat(summary).as("what happens: what to do").containsPattern("[^:]+: [a-zA-Z./].+");
            assertThat(shownLabels(summary)).as(summary).allMatch(each -> each.equals("instance") || isLabel(each));
        });
        assertThat(rules.stream().map(rule -> rule.get("alert"))).doesNotHaveDuplicates();
    }

    @Test
    void theDocumentationNamesWhatThereIs() throws IOException {
        Set<String> documented = names(Files.readString(Path.of("../docs/operations.md")));
        assertThat(documented).isNotEmpty().isSubsetOf(names(metrics));
        assertThat(documented)
                .containsAll(FAMILY.matcher(metrics)
                        .results()
                        .map(each -> each.group(1))
                        .filter(each -> each.startsWith("herd_"))
                        .toList());
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
