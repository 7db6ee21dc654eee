import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.TimeWindows;

/**
 * Counts how many clients of a herd reported in each cell and minute, a cell being a tenth of a degree of latitude by one of longitude:
 *
 * <pre>mvn -q compile exec:java -Dexec.args="localhost:9092 herd"</pre>
 *
 * prints a line whenever a count changes, such as {@code 2026-11-29T06:01:00Z +34.0-118.5 17}. A client that reports many times from a cell
 * counts once. A minute is the one in which the herd published the report, whatever the client's clock says.
 */
public final class ClientsPerCell {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** A report is AT, client, server, latitude, longitude, difference, time. Deletions begin with GONE, other records with NOTE. */
    private static final String REPORT = "AT";

    private static final int WORDS = 7;
    private static final int LATITUDE = 3;
    private static final int LONGITUDE = 4;
    private static final double CELL_DEGREES = 0.1;

    private ClientsPerCell() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "clients-per-cell");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, Path.of(System.getProperty("java.io.tmpdir"), "streams").toString());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        var streams = new KafkaStreams(topology(arguments[1]), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
        streams.start();
        new CountDownLatch(1).await();
    }

    static Topology topology(String topic) {
        // Lines are bytes; ISO 8859-1 keeps each of them.
        Serde<String> bytes = Serdes.serdeFrom(
                (name, text) -> text == null ? null : text.getBytes(StandardCharsets.ISO_8859_1),
                (name, data) -> data == null ? null : new String(data, StandardCharsets.ISO_8859_1));
        var builder = new StreamsBuilder();
        KStream<String, String> records = builder.stream(topic, Consumed.with(bytes, bytes));
        records.mapValues(line -> line == null ? new String[] {""} : line.split(" "))
                .filter((client, words) -> words.length == WORDS && words[0].equals(REPORT))
                .map((client, words) -> KeyValue.pair(cell(words) + " " + client, ""))
                .groupByKey(Grouped.with(bytes, bytes))
                .windowedBy(TimeWindows.ofSizeAndGrace(MINUTE, MINUTE))
                .count()
                // Now there is a row for each client in each cell and minute: count these rows.
                .groupBy(
                        (row, reports) -> KeyValue.pair(
                                row.window().startTime() + " " + row.key().substring(0, row.key().indexOf(' ')), ""),
                        Grouped.with(bytes, bytes))
                .count()
                .toStream()
                .foreach((cell, clients) -> System.out.println(cell + " " + clients));
        return builder.build();
    }

    /** The south-western corner of a report's cell, such as +34.0-118.5. */
    private static String cell(String[] words) {
        return corner(words[LATITUDE]) + corner(words[LONGITUDE]);
    }

    private static String corner(String degrees) {
        return String.format(Locale.ROOT, "%+.1f", Math.floor(Double.parseDouble(degrees) / CELL_DEGREES) * CELL_DEGREES + 0.0);
    }
}
