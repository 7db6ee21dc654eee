package io.herd.config;

import java.util.List;

/**
 * What a server serves over HTTP.
 *
 * @param cors the origins whose pages may use the API in browsers, such as {@code https://map.example}; {@code *} alone for all
 */
public record HttpConfig(List<String> cors) {
    private static final SettingType<List<String>> CORS = SettingType.origins();

    public static final HttpConfig DEFAULT = new HttpConfig(List.of());

    public HttpConfig {
        cors = CORS.read("http.cors", cors);
    }

    static HttpConfig from(SettingGroup http) {
        var config = new HttpConfig(http.get("cors", CORS, DEFAULT.cors));
        http.end();
        return config;
    }
}
