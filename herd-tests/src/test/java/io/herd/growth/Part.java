package io.herd.growth;

import java.io.IOException;

/** One of the things that may grow. */
@FunctionalInterface
interface Part {
    /** Measures step by step, as long as no more of the thing is needed than a bound; blocks. */
    Findings measure(Trial trial, int most) throws IOException;
}
