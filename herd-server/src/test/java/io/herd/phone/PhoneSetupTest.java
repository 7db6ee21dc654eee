package io.herd.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneSetupTest {
    private static final PhoneSetup SETUP = new PhoneSetup("https://herd.example", "anna/my%20phone", "K7QX2M123");

    @Test
    void traccarClientReadsTheAddressOfThePage() {
        assertThat(SETUP.page())
                .isEqualTo(
                        "https://herd.example/t/K7QX2M123/phone?id=anna%2Fmy%2520phone&interval=30&distance=20&accuracy=high");
        assertThat(SETUP.qrCode().size).isLessThan(50);
    }

    @Test
    void ownTracksReadsItsConfiguration() {
        String encoded = SETUP.ownTracks().substring("owntracks:///config?inline=".length());
        byte[] json = Base64.getDecoder().decode(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        assertThat(new JsonObject(new String(json, StandardCharsets.UTF_8))).isEqualTo(new JsonObject("""
                        {"_type":"configuration","mode":3,"url":"https://herd.example/pub","auth":true,"username":"anna",
                         "password":"K7QX2M123","deviceId":"my phone","tid":"my"}"""));
    }

    @Test
    void othersHaveTheTokenInTheirAddress() {
        assertThat(SETUP.gpsLogger())
                .startsWith("https://herd.example/t/K7QX2M123/?id=anna/my%2520phone&lat=%LAT&lon=%LON&time=%TIME&");
        assertThat(SETUP.osmAnd())
                .startsWith("https://herd.example/t/K7QX2M123/?id=anna/my%2520phone&lat={0}&lon={1}&timestamp={2}&");
        assertThat(SETUP.overland())
                .isEqualTo(
                        "overland://setup?url=https%3A%2F%2Fherd.example%2Fpub&token=K7QX2M123&device_id=my%20phone");
    }

    @Test
    void withoutATokenThereIsNoneInTheAddress() {
        var open = new PhoneSetup("http://127.0.0.1:12490", "phone", "");
        assertThat(open.page()).startsWith("http://127.0.0.1:12490/phone?id=phone&");
        assertThat(open.urlWithToken()).isEqualTo("http://127.0.0.1:12490/");
    }

    @ParameterizedTest
    @CsvSource({
        "anna/phone,anna,phone,ph",
        "phone,phone,phone,ph",
        "a/b/c,a,b/c,bc",
        "a/-,a,-,me",
        "a/\uD83D\uDE97x,a,\uD83D\uDE97x,x"
    })
    void aNameIsThatOfAUserAndADevice(String client, String user, String device, String trackerId) {
        var setup = new PhoneSetup("https://herd.example", client, "T");
        assertThat(setup.user()).isEqualTo(user);
        assertThat(setup.device()).isEqualTo(device);
        assertThat(setup.trackerId()).isEqualTo(trackerId);
    }
}
