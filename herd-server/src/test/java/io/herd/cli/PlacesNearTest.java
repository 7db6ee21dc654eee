package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.geo.Position;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How places are asked for by hand, and shown. */
class PlacesNearTest {
    private static final Position UNIVERSITY = new Position(34.0689, -118.4451);

    @ParameterizedTest
    @ValueSource(strings = {"+34.0689-118.4451", "34.0689,-118.4451", "+34.0689, -118.4451", "+34.0689-118.4451/"})
    void aPositionIsReadAsClientsWriteItAndAsMapsShowIt(String text) {
        assertThat(new PlacesNear.LatLon().convert(text)).isEqualTo(UNIVERSITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "34.0689", "91,0", "0,181", "34;118", "x,y", "+34.0689 -118.4451", "--config"})
    void anythingElseIsNoPosition(String text) {
        assertThatThrownBy(() -> new PlacesNear.LatLon().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "-33.8+151.2,0,5,RADIUS",
        "-33.8+151.2,51,5,RADIUS",
        "-33.8+151.2,10,0,N must",
        "-33.8+151.2,10,21,N must",
        "nowhere,10,5,LATLON"
    })
    void mistakesAreUsageErrors(String position, String radius, String limit, String complaint) {
        CommandLine commandLine = RootCommand.commandLine();
        var errors = new StringWriter();
        commandLine.setErr(new PrintWriter(errors));
        assertThat(commandLine.execute("places", "near", position, radius, limit))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(complaint);
    }

    @Test
    void theTableIsReadable() {
        var document = new JsonObject("""
                {"html_attributions": ["<a href='x'>Some</a> people"], "status": "OK",
                 "info_messages": ["Some places may be missing"], "results": [
                 {"geometry": {"location": {"lat": 34.0698, "lng": -118.4451}}, "name": "Near", "types": ["cafe", "bar"],
                  "vicinity": "12 Main Street"},
                 {"geometry": {"location": {"lat": 34.1689, "lng": -118.4451}}, "name": "Fa\\u001br"}]}""");
        assertThat(PlacesTable.lines(UNIVERSITY, document))
                .containsExactly(
                        "distance  name  types     vicinity",
                        "100 m     Near  cafe bar  12 Main Street",
                        "11.1 km   Fa?r",
                        "",
                        "Some people",
                        "",
                        "Some places may be missing");
    }

    @Test
    void anythingASourceSaysIsShown() {
        var document = new JsonObject("""
                {"html_attributions": [null, 7], "status": "OK", "results": [
                 {"geometry": {"location": {"lat": 34.0689, "lng": -118.4451}}, "name": null, "types": ["x", null],
                  "vicinity": 5},
                 {"geometry": {"location": {"lat": 34.0689, "lng": -118.4451}}, "name": {"a": "\\u202eb"}, "types": "y",
                  "vicinity": "a\\u2028b"}]}""");
        assertThat(PlacesTable.lines(UNIVERSITY, document))
                .containsExactly(
                        "distance  name        types  vicinity",
                        "0 m                   x      5",
                        "0 m       {\"a\":\"?b\"}         a?b",
                        "",
                        "",
                        "",
                        "7");
    }

    @Test
    void columnsStandBelowOneAnotherInEveryScript() {
        assertThat(TextTable.lines(List.of(
                        List.of("渋谷センター街", "1"),
                        List.of("서울역", "2"),
                        List.of("Cafe\u0301 🍕", "3"),
                        List.of("Bar", "4"))))
                .containsExactly("渋谷センター街  1", "서울역          2", "Cafe\u0301 🍕         3", "Bar             4");
    }

    @Test
    void nothingIsSaidInWords() {
        assertThat(PlacesTable.lines(UNIVERSITY, new JsonObject("{\"html_attributions\":[],\"results\":[]}")))
                .containsExactly("There are no places within the radius.");
    }
}
