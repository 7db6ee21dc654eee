package io.herd.server.places;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers as an Overpass interpreter does: elements by how near their outlines come, in no order, and cut. */
final class FakeOverpass implements Handler<HttpServerRequest> {
    private static final Pattern AROUND = Pattern.compile("nwr\\(around:([\\d.]+),([\\d.-]+,[\\d.-]+)\\)\\[name]");
    private static final double METRES_PER_DEGREE = 111_195;

    private final FakePlaces places;
    private final List<Element> elements = new CopyOnWriteArrayList<>();
    private final List<Double> radii = new CopyOnWriteArrayList<>();
    private volatile int cutAt = 200;
    private volatile int answers = Integer.MAX_VALUE;
    private volatile Handler<HttpServerRequest> afterwards = _ -> {};

    private record Element(double outline, boolean encloses, String json) {}

    /** An interpreter in the place of a fake service. */
    FakeOverpass(FakePlaces places) {
        this.places = places;
        places.answer(this);
    }

    /** Knows nodes so many metres north of a certain point, called {@code n100} and the like. */
    void knowNodes(List<Integer> metres) {
        metres.forEach(each -> elements.add(new Element(each, false, json("node", each, "n" + each, each))));
    }

    /** Knows an outline that comes so near, or encloses the center, and the middle of whose box is there. */
    void knowWay(int id, String name, double outline, boolean encloses, double middle) {
        elements.add(new Element(outline, encloses, json("way", id, name, middle)));
    }

    /** Answers with no more elements than this. */
    void cutAt(int elementsAtMost) {
        cutAt = elementsAtMost;
    }

    /** Answers so many requests, and others otherwise. */
    void answerOnly(int requests, Handler<HttpServerRequest> otherwise) {
        answers = requests;
        afterwards = otherwise;
    }

    /** The radii that it was asked for. */
    List<Double> radii() {
        return radii;
    }

    static String json(String type, long id, String name, double metresNorth) {
        String position = "\"lat\":" + (34.0689 + metresNorth / METRES_PER_DEGREE) + ",\"lon\":-118.4451";
        return "{\"type\":\"%s\",\"id\":%d,%s,\"tags\":{\"name\":\"%s\",\"leisure\":\"park\"}}"
                .formatted(type, id, type.equals("node") ? position : "\"center\":{" + position + "}", name);
    }

    static String answer(List<String> elements) {
        return "{\"version\":0.6,\"elements\":[" + String.join(",", elements) + "]}";
    }

    @Override
    public void handle(HttpServerRequest request) {
        String query = URLDecoder.decode(places.bodies().getLast(), StandardCharsets.UTF_8);
        Matcher around = AROUND.matcher(query);
        if (!around.find()) {
            request.response().setStatusCode(400).end("parse error");
            return;
        }
        double radius = Double.parseDouble(around.group(1));
        radii.add(radius);
        if (radii.size() > answers) {
            afterwards.handle(request);
            return;
        }
        boolean isIn = query.contains("is_in(" + around.group(2) + ")->.in;(") && query.contains(";wr(pivot.in)[name]");
        List<String> found = elements.stream()
                .filter(each -> each.outline <= radius || (isIn && each.encloses))
                .sorted((a, b) -> Double.compare(b.outline, a.outline))
                .limit(cutAt)
                .map(Element::json)
                .toList();
        request.response().end(answer(found));
    }
}
