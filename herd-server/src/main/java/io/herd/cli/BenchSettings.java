package io.herd.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings of a benchmark's servers: those of the user, without secrets, TLS and services that cost money. */
final class BenchSettings {
    /** The provider of places, which may bill requests. */
    private static final Set<String> OF_PROVIDERS = Set.of("provider", "url", "key", "keyFile");
    /** These servers have a secret of their own. */
    private static final Set<String> OF_SECRETS =
            Set.of("secret", "secretFile", "previousSecret", "previousSecretFile");

    private BenchSettings() {}

    /** A configuration's groups, without the provider of places, the secret, and TLS and MQTT, which the load does not speak. */
    static Map<String, Object> groups(Map<?, ?> all) {
        Map<String, Object> groups = without(all, Set.of("tls", "mqtt"));
        groups.computeIfPresent("places", (_, group) -> without(group, OF_PROVIDERS));
        groups.computeIfPresent("links", (_, group) -> without(group, OF_SECRETS));
        return groups;
    }

    private static Map<String, Object> without(Object group, Set<String> keys) {
        var rest = new LinkedHashMap<String, Object>();
        if (group instanceof Map<?, ?> settings) {
            settings.forEach((key, value) -> {
                if (value != null && !keys.contains(String.valueOf(key))) {
                    rest.put(String.valueOf(key), value);
                }
            });
        }
        return rest;
    }

    /**
     * Variables for the environment.
     *
     * @param wished each as {@code NAME=VALUE}, or as {@code NAME} for one that is set here
     */
    static Map<String, String> environment(List<String> wished, Map<String, String> here) {
        var environment = new HashMap<String, String>();
        for (String variable : wished) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            String value = equals < 0 ? here.get(name) : variable.substring(equals + 1);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }

    /** A command that runs another class of this program as this one is run, in any directory. */
    static List<String> program(Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-Dherd."))
                .forEach(command::add);
        String classPath = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, main.getName()));
        return command;
    }
}
