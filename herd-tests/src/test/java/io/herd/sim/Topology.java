package io.herd.sim;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who is whose neighbour. */
public enum Topology {
    /** The herd of the protocol: Goloman, Hands, Holiday, Welsh, Wilkes. */
    FIVE {
        @Override
        List<Edge> edges(int servers, Random random) {
            return List.of(new Edge(0, 1), new Edge(0, 2), new Edge(0, 4), new Edge(1, 4), new Edge(2, 3));
        }
    },
    LINE {
        @Override
        List<Edge> edges(int servers, Random random) {
            return IntStream.range(1, servers).mapToObj(i -> new Edge(i - 1, i)).toList();
        }
    },
    RING {
        @Override
        List<Edge> edges(int servers, Random random) {
            return IntStream.range(servers == 2 ? 1 : 0, servers)
                    .mapToObj(i -> new Edge((i + servers - 1) % servers, i))
                    .toList();
        }
    },
    STAR {
        @Override
        List<Edge> edges(int servers, Random random) {
            return IntStream.range(1, servers).mapToObj(i -> new Edge(0, i)).toList();
        }
    },
    /** A random tree, and some more edges. */
    RANDOM {
        @Override
        List<Edge> edges(int servers, Random random) {
            Stream<Edge> tree = IntStream.range(1, servers).mapToObj(i -> new Edge(random.nextInt(i), i));
            Stream<Edge> more = IntStream.range(1, 1 + random.nextInt(servers))
                    .mapToObj(_ -> new Edge(random.nextInt(servers), random.nextInt(servers)))
                    .filter(edge -> edge.one < edge.other);
            return Stream.concat(tree, more).distinct().toList();
        }
    };

    /** Two neighbours, each of which dials the other. */
    record Edge(int one, int other) {}

    /** How many servers there are in a herd of this kind. */
    int servers(Random random) {
        return switch (this) {
            case FIVE -> 5;
            case RANDOM -> random.nextInt(40) == 0 ? 20 + random.nextInt(31) : 3 + random.nextInt(6);
            default -> 2 + random.nextInt(6);
        };
    }

    abstract List<Edge> edges(int servers, Random random);
}
