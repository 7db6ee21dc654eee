package io.herd.growth;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Where values stand on a line.
 *
 * @param low the value at its beginning, and {@code high} at its end
 * @param from where it begins, in pixels, and {@code to} where it ends
 */
record Axis(Scale scale, double low, double high, double from, double to) {
    private static final int MOST_TICKS = 6;

    /** How values are spread. */
    enum Scale {
        LINEAR,
        /** The same factor is the same distance. */
        LOG
    }

    /** An axis of round numbers for some values: from zero, or from a power of ten. */
    static Axis over(Scale scale, List<Double> values, double from, double to) {
        double most = values.stream().max(Double::compare).orElse(1.0);
        double least = values.stream().min(Double::compare).orElse(1.0);
        return switch (scale) {
            case LINEAR -> new Axis(scale, 0, Math.ceil(most / step(most)) * step(most), from, to);
            case LOG -> new Axis(scale, power(Math.floor(Math.log10(least))), above(least, most), from, to);
        };
    }

    /** The power of ten above all values, and above the one that they all may be. */
    private static double above(double least, double most) {
        return power(Math.max(Math.ceil(Math.log10(most)), Math.floor(Math.log10(least)) + 1));
    }

    private static double power(double exponent) {
        return Math.pow(10, exponent);
    }

    /** 1, 2 or 5 times a power of ten, such that few of them reach a value. */
    private static double step(double most) {
        double power = power(Math.floor(Math.log10(most)) - 1);
        return DoubleStream.of(1, 2, 5, 10, 20, 50)
                .map(times -> times * power)
                .filter(step -> most / step <= MOST_TICKS)
                .findFirst()
                .orElseThrow();
    }

    /** Where a value is, in pixels. */
    double at(double value) {
        double part =
                scale == Scale.LOG ? Math.log10(value / low) / Math.log10(high / low) : (value - low) / (high - low);
        return from + part * (to - from);
    }

    /** The values to mark. */
    List<Double> ticks() {
        double step = scale == Scale.LOG ? 10 : step(high);
        return DoubleStream.iterate(
                        low, value -> value <= high * 1.001, value -> scale == Scale.LOG ? value * step : value + step)
                .boxed()
                .toList();
    }

    /** A value in few characters: 0.01, 20, 500 k, 10 M. */
    static String label(double value) {
        if (value >= 1e6) {
            return label(value / 1e6) + " M";
        }
        if (value >= 1e3) {
            return label(value / 1e3) + " k";
        }
        String text = String.format(Locale.ROOT, value < 1 ? "%.3f" : "%.2f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
