package io.herd.server.geonames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.herd.geo.Position;
import io.herd.server.places.Gazetteer;
import io.herd.server.places.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpImportTest {
    /** In the middle of an ocean, where the embedded gazetteer has nothing. */
    private static final Position CENTER = new Position(-48, -123);

    private static final String SCHOOL = row(900_000_001, "École Ozéanique", "-48.00001", "-123", "S", "SCH");
    private static final String STREAM = row(900_000_002, "Long River", "-48.1", "-123.1", "H", "STM");
    private static final String STATE = row(900_000_003, "Middle State", "-48.1", "-123.1", "A", "ADM1");

    @TempDir
    private Path home;

    private Path directory;

    @BeforeEach
    void nameADirectory() {
        directory = home.resolve("data/places");
    }

    private static String row(
            int id, String name, String latitude, String longitude, String featureClass, String code) {
        return String.join(
                        "\t",
                        String.valueOf(id),
                        name,
                        "ascii",
                        "other,names",
                        latitude,
                        longitude,
                        featureClass,
                        code,
                        "US",
                        "",
                        "Z9",
                        "",
                        "",
                        "",
                        "0",
                        "",
                        "12",
                        "America/Los_Angeles",
                        "2026-01-01")
                + "\n";
    }

    private Path text(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }

    private Path zip(String name, Map<String, String> entries) throws IOException {
        Path file = home.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(UTF_8));
            }
        }
        return file;
    }

    @CanIgnoreReturnValue
    private DumpImport.Result take(Path file) throws IOException {
        return new DumpImport(directory).take(file, (_, _) -> {});
    }

    private List<Place> near() {
        return Gazetteer.load(directory).near(CENTER, 50_000, 20);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aDumpBecomesPlaces() throws IOException {
        DumpImport.Result result = take(text("XX.txt", SCHOOL + STREAM + STATE));
        assertThat(near())
                .containsExactly(new Place(
                        "geonames:900000001",
                        "École Ozéanique",
                        new Position(-48.00001, -123),
                        List.of("school", "point_of_interest", "establishment"),
                        "Middle State, United States"));
        assertThat(result.tally().rows()).isEqualTo(3);
        assertThat(result.tally().kept()).isEqualTo(1);
        assertThat(result.tally().skippedKinds())
                .isEqualTo(Map.of("streams and other waters", 1L, "administrative areas", 1L));
        assertThat(result.tally().bad()).isZero();
        assertThat(result.bytes()).isEqualTo((SCHOOL + STREAM + STATE).getBytes(UTF_8).length);
        assertThat(result.table()).isEqualTo(directory.resolve("XX.tsv"));
    }

    @Test
    void aZipOfGeoNamesIsReadWhereItLies() throws IOException {
        DumpImport.Result result = take(zip("XX.zip", Map.of("readme.txt", "Read me.", "XX.txt", SCHOOL)));
        assertThat(near()).extracting(Place::name).containsExactly("École Ozéanique");
        assertThat(result.table()).hasFileName("XX.tsv");
        assertThatThrownBy(() -> take(zip("none.zip", Map.of("readme.txt", "Read me."))))
                .hasMessage("is a zip without a text besides readme.txt");
        Path half = home.resolve("half.zip");
        byte[] whole = Files.readAllBytes(zip("XX.zip", Map.of("XX.txt", SCHOOL.repeat(100))));
        Files.write(half, List.of(new String(whole, 0, whole.length / 2, UTF_8)));
        assertThatThrownBy(() -> take(half)).isInstanceOf(IOException.class);
        assertThat(files()).containsExactly("XX.tsv");
    }

    @Test
    void anImportReplacesTheEarlierOneOfItsName() throws IOException {
        take(text("XX.txt", SCHOOL + SCHOOL.replace("900000001", "900000009")));
        assertThat(near()).hasSize(2);
        take(text("XX.txt", SCHOOL.replace("Ozéanique", "nouvelle")));
        assertThat(near()).extracting(Place::name).containsExactly("École nouvelle");
        assertThat(files()).containsExactly("XX.tsv");
    }

    @Test
    void anotherDumpOfThatNameIsRefused() throws IOException {
        take(text("XX.txt", SCHOOL));
        Path other = text("XX.txt", SCHOOL.replace("900000001", "900000009").replace("Ozéanique", "autre"));
        assertThatThrownBy(() -> take(other))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("would replace", "XX.tsv", "another dump", "rename");
        assertThat(near()).extracting(Place::name).containsExactly("École Ozéanique");
        assertThat(files()).containsExactly("XX.tsv");
    }

    @Test
    void twoFilesOfANameAreNotImportedOverEachOther() throws IOException {
        var both = new DumpImport(directory);
        var _ = both.take(text("XX.txt", SCHOOL), (_, _) -> {});
        Path second = zip("XX.ZIP", Map.of("XX.txt", SCHOOL + STREAM));
        assertThatThrownBy(() -> both.take(second, (_, _) -> {}))
                .hasMessageContainingAll("would replace", "XX.txt", "rename one of them");
    }

    @Test
    void aDumpThatWentThroughAnEditorIsRead() throws IOException {
        String quoted = SCHOOL.strip().replaceAll("([^\t]+)", "\"$1\"").replace("École", "\"\"École\"\"");
        Tally tally = take(text("XX.txt", "\uFEFF" + quoted + "\r\n\r\n \t \r\n" + STREAM.strip() + "\r\n\n"))
                .tally();
        assertThat(tally.bad()).isZero();
        assertThat(tally.rows()).isEqualTo(2);
        assertThat(near()).extracting(Place::name).containsExactly("\"École\" Ozéanique");
    }

    @Test
    void quotesOfANameStay() throws IOException {
        String quoted = SCHOOL.replace("École Ozéanique", "\"Le Phare\"");
        take(text("XX.txt", quoted));
        assertThat(near()).extracting(Place::name).containsExactly("\"Le Phare\"");
        take(text("XX.txt", quoted.replace("\"Le Phare\"", "\"\"\"Le Phare\"\"\"")));
        assertThat(near()).extracting(Place::name).containsExactly("\"Le Phare\"");
    }

    @Test
    void aLineOfAnotherEncodingIsBad() throws IOException {
        Path file = Files.write(home.resolve("XX.txt"), (STREAM + SCHOOL).getBytes(ISO_8859_1));
        assertThat(take(file).tally().firstBad()).containsExactly("line 2 is not UTF-8");
        Path wide = Files.write(home.resolve("YY.txt"), (STREAM + SCHOOL).getBytes(UTF_16));
        assertThatThrownBy(() -> take(wide)).hasMessageContainingAll("in UTF-8", "line 1 is not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.000001,-0.000001", "0.0,+0"})
    void aPlaceOfACountryIsNotAtZeroDegrees(String latitude, String longitude) throws IOException {
        String lost = row(900_000_005, "Lost School", latitude, longitude, "S", "SCH");
        Tally tally = take(text("XX.txt", SCHOOL + lost)).tally();
        assertThat(tally.firstBad()).containsExactly("line 2 is at 0/0, where US is not");
        String buoy = lost.replace("\tUS\t", "\t\t").replace("900000005", "900000006");
        assertThat(take(text("YY.txt", SCHOOL + buoy)).tally().kept()).isEqualTo(2);
    }

    @Test
    void whatZipsHoldBesidesTheDumpIsPassedOver() throws IOException {
        take(zip("XX.zip", Map.of("XX/README.TXT", "Read me.", "XX/XX.TXT", SCHOOL, "__MACOSX/XX/._XX.txt", "?")));
        assertThat(near()).hasSize(1);
        assertThatThrownBy(() -> take(zip("two.zip", Map.of("XX.txt", SCHOOL, "YY.txt", SCHOOL))))
                .hasMessageStartingWith("is a zip with 2 texts, and a dump has one; unpack it and import them: ")
                .hasMessageContainingAll("XX.txt", "YY.txt");
    }

    @Test
    void aDamagedZipIsRefused() throws IOException {
        Path zip = home.resolve("XX.zip");
        byte[] text = SCHOOL.getBytes(UTF_8);
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            var entry = new ZipEntry("XX.txt");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(text.length);
            var checksum = new CRC32();
            checksum.update(text);
            entry.setCrc(checksum.getValue());
            out.putNextEntry(entry);
            out.write(text);
        }
        String whole = Files.readString(zip, ISO_8859_1);
        Files.writeString(zip, whole.replace("-48.00001", "-49.00001"), ISO_8859_1);
        assertThatThrownBy(() -> take(zip)).isInstanceOf(ZipException.class).hasMessageContaining("damaged");
        assertThat(files()).isEmpty();
    }

    @Test
    @Timeout(60)
    void aPipeIsRefused() throws IOException, InterruptedException {
        Path pipe = home.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> take(pipe)).hasMessageContaining("is a pipe or a device");
    }

    @Test
    void theNewestFileCounts() throws IOException {
        Path older =
                take(text("YY.txt", SCHOOL.replace("Ozéanique", "vieille"))).table();
        take(text("XX.txt", SCHOOL));
        Files.setLastModifiedTime(older, FileTime.from(Instant.EPOCH));
        assertThat(near()).extracting(Place::name).containsExactly("École Ozéanique");
    }

    @Test
    void importedRowsReplaceEmbeddedOnes() throws IOException {
        int size = Gazetteer.load().size();
        // One by its number, one, without a number, by its name and its spot.
        String losAngeles = row(5_368_361, "The Angels", "34.05223", "-118.24368", "P", "PPLA2");
        String belAir = row(900_000_004, "Bel Air", "34.08334", "-118.44869", "P", "PPLX");
        take(text("US.txt", losAngeles + belAir));
        Gazetteer gazetteer = Gazetteer.load(directory);
        assertThat(gazetteer.size()).isEqualTo(size);
        assertThat(gazetteer.near(new Position(34.05223, -118.24368), 1, 20))
                .extracting(Place::name)
                .containsExactly("The Angels");
        assertThat(gazetteer.near(new Position(34.08334, -118.44869), 100, 20))
                .extracting(Place::id)
                .containsExactly("geonames:900000004");
    }

    @Test
    void anImportedTownDoesNotReplaceTheStationOfItsName() throws IOException {
        take(text("DE.txt", row(900_000_005, "Klanxbüll", "54.86200", "8.67640", "P", "PPLA4")));
        assertThat(Gazetteer.load(directory).near(new Position(54.862, 8.67645), 10, 20))
                .extracting(Place::id)
                .containsExactly("db:8003303", "geonames:900000005");
    }

    @Test
    void aRegionIsNamedByTheEmbeddedTableOrNotAtAll() throws IOException {
        take(text("XX.txt", SCHOOL.replace("Z9", "CA")));
        assertThat(near()).extracting(Place::vicinity).containsExactly("California, United States");
        take(text("XX.txt", SCHOOL));
        assertThat(near()).extracting(Place::vicinity).containsExactly("United States");
        take(text("XX.txt", SCHOOL.replace("Z9", "")));
        assertThat(near()).extracting(Place::vicinity).containsExactly("United States");
    }

    @Test
    void badRowsAreCountedAndNamed() throws IOException {
        String bad = "short\n\n" + SCHOOL.replace("900000001", "x") + SCHOOL.replace("École Ozéanique", " ");
        Tally tally = take(text("XX.txt", STREAM + bad + " \r\n" + SCHOOL.stripTrailing()))
                .tally();
        assertThat(tally.bad()).isEqualTo(3);
        assertThat(tally.rows()).isEqualTo(5);
        assertThat(tally.firstBad())
                .containsExactly(
                        "line 2 has 1 column, not 19",
                        "line 4 its id 'x' is no number of GeoNames",
                        "line 5 has no name");
        assertThat(tally.kept()).isEqualTo(1);
        assertThat(near()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"-48.00001,-90.5", "-48.00001,''", "-48.00001,NaN", "-48.00001,1e1", "-123,180.00001", "-123,x"})
    void aBadCoordinateIsABadRow(String good, String bad) throws IOException {
        Tally tally = take(text("XX.txt", STREAM + SCHOOL.replace("\t" + good + "\t", "\t" + bad + "\t")))
                .tally();
        assertThat(tally.firstBad()).singleElement().asString().contains("'" + bad + "' is not degrees");
    }

    @ParameterizedTest
    @CsvSource({"-48,-48.00000", "+1.5,1.50000", "-0.000001,0.00000", "89.123456789,89.12346", "-90,-90.00000"})
    void coordinatesAreWrittenWithFiveDecimals(String given, String written) throws IOException {
        Path table = take(text("XX.txt", SCHOOL.replace("\t-48.00001\t", "\t" + given + "\t")))
                .table();
        assertThat(Files.readString(table)).contains("\t" + written + "\t-123.00000\tSCH\tUS\t#Z9\t\n");
    }

    @Test
    void whatIsNoDumpIsRefusedAndChangesNothing() throws IOException {
        take(text("XX.txt", SCHOOL));
        assertRefused("", "it is empty");
        assertRefused("id,name\n1,Home\n", "line 1 has 1 column, not 19");
        assertRefused("nothing\n".repeat(100) + SCHOOL, "line 1 has 1 column, not 19");
        assertRefused("x".repeat(100_000), "line 1 is longer than 65536 bytes");
        assertThatThrownBy(() -> take(home)).hasMessageContaining("is a directory");
        assertThat(near()).hasSize(1);
        assertThat(files()).containsExactly("XX.tsv");
    }

    private void assertRefused(String text, String why) throws IOException {
        Path file = text("XX.txt", text);
        assertThatThrownBy(() -> take(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("is no dump of GeoNames")
                .hasMessageEndingWith(why);
    }

    @Test
    void aBrokenTableIsLeftOutAndNamed() throws IOException {
        take(text("XX.txt", SCHOOL));
        Files.writeString(directory.resolve("broken.tsv"), "1\tHome\t0.00000\n");
        Files.writeString(directory.resolve("half.1.part"), "1\tHome\t0.00000\n");
        Gazetteer gazetteer = Gazetteer.load(directory);
        assertThat(gazetteer.problems())
                .singleElement()
                .asString()
                .contains(directory.resolve("broken.tsv") + ", row 1: fewer than 8 columns", "import it anew");
        assertThat(gazetteer.near(CENTER, 50_000, 20)).hasSize(1);
    }

    @Test
    void withoutADirectoryThereIsTheEmbeddedTable() {
        Gazetteer gazetteer = Gazetteer.load(home.resolve("nowhere"));
        assertThat(gazetteer.problems()).isEmpty();
        assertThat(gazetteer.size()).isEqualTo(Gazetteer.load().size());
    }
}
