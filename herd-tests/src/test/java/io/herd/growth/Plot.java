package io.herd.growth;

import com.google.errorprone.annotations.FormatMethod;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A small plot of lines, as SVG, in light or dark as the reader has it. What grows is on a logarithmic axis. It is drawn without
 * a charting library, since XChart and JFreeChart export SVG through Graphics2D: with fixed colours, and no style sheet to follow
 * the reader's colour scheme.
 *
 * @param title what the lines show
 * @param what grows
 * @param scale of what the lines show
 */
record Plot(String title, String what, Axis.Scale scale, List<Series> series) {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 300;
    private static final int MARGIN = 16;
    private static final int LEFT = 60;
    private static final int RIGHT = WIDTH - 28;
    private static final int TOP = 64;
    private static final int BOTTOM = HEIGHT - 46;
    private static final int LEGEND = 46;
    private static final int LETTER = 7;

    private static final String STYLE = """
            <style>
            text { font: 12px system-ui, sans-serif; fill: #59636e; }
            .title { font-size: 14px; font-weight: 600; fill: #1f2328; }
            .paper { fill: #ffffff; }
            path { fill: currentColor; stroke: currentColor; }
            .line { fill: none; stroke-width: 2; }
            .grid { color: #d8dee4; }
            .s0 { color: #0969da; } .s1 { color: #bc4c00; } .s2 { color: #1a7f37; } .s3 { color: #8250df; }
            @media (prefers-color-scheme: dark) {
              text { fill: #9198a1; } .title { fill: #f0f6fc; }
              .paper { fill: #0d1117; } .grid { color: #30363d; }
              .s0 { color: #4493f8; } .s1 { color: #f0883e; } .s2 { color: #3fb950; } .s3 { color: #ab7df8; }
            }
            </style>
            """;
    /** Lines that lie on one another can be told by their marks and dashes. */
    private static final List<String> MARKS = List.of(
            "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0",
            "M-4,-4h8v8h-8z",
            "M0,-5l5,9h-10z",
            "M0,-5.5l5.5,5.5l-5.5,5.5l-5.5,-5.5z");

    private static final List<String> DASHES = List.of("none", "9 5", "4 4", "1.5 4");

    record Point(double x, double y) {}

    record Series(String name, List<Point> points) {}

    /** The plot as an SVG document. */
    String svg() {
        List<Point> points =
                series.stream().flatMap(each -> each.points.stream()).toList();
        List<Double> sizes = points.stream().map(Point::x).distinct().sorted().toList();
        var across = new Axis(Axis.Scale.LOG, sizes.getFirst(), sizes.getLast(), LEFT + 16, RIGHT - 16);
        Axis up = Axis.over(scale, points.stream().map(Point::y).toList(), BOTTOM, TOP);
        var svg = new StringBuilder(head());
        up.ticks().forEach(tick -> svg.append(grid(up.at(tick), Axis.label(tick))));
        sizes.forEach(size -> svg.append(text("", "middle", across.at(size), BOTTOM + 19, Axis.label(size))));
        svg.append(text("", "middle", (LEFT + RIGHT) / 2.0, BOTTOM + 38, what));
        for (int i = 0; i < series.size(); i++) {
            svg.append(line(i, across, up));
        }
        return svg.append(series.size() > 1 ? legend() : "").append("</svg>\n").toString();
    }

    private String head() {
        return format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n",
                        WIDTH, HEIGHT, WIDTH, HEIGHT)
                + "<title>" + title + "</title>\n"
                + STYLE
                + format("<rect class=\"paper\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n", WIDTH, HEIGHT)
                + text("title", "start", MARGIN, 26, title);
    }

    private static String grid(double y, String label) {
        return format("<path class=\"grid\" d=\"M%d,%.1fH%d\"/>\n", LEFT, y, RIGHT)
                + text("", "end", LEFT - 8, y + 4, label);
    }

    private String legend() {
        var legend = new StringBuilder();
        double x = LEFT;
        for (int i = 0; i < series.size(); i++) {
            String name = series.get(i).name;
            legend.append(mark(i, x, LEGEND)).append(text("", "start", x + 9, LEGEND + 4, name));
            x += 30 + LETTER * name.length();
        }
        return legend.toString();
    }

    private String line(int number, Axis across, Axis up) {
        List<Point> points = series.get(number).points;
        String way = points.stream()
                .map(point -> format("%.1f,%.1f", across.at(point.x), up.at(point.y)))
                .collect(Collectors.joining("L", "M", ""));
        String marks = points.stream()
                .map(point -> mark(number, across.at(point.x), up.at(point.y)))
                .collect(Collectors.joining());
        return format("<path class=\"line s%d\" stroke-dasharray=\"%s\" d=\"%s\"/>\n", number, DASHES.get(number), way)
                + marks;
    }

    private static String mark(int number, double x, double y) {
        return format(
                "<path class=\"s%d\" transform=\"translate(%.1f,%.1f)\" d=\"%s\"/>\n", number, x, y, MARKS.get(number));
    }

    private static String text(String style, String anchor, double x, double y, String text) {
        return format(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", style, anchor, x, y, text);
    }

    @FormatMethod
    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
