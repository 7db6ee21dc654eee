package io.herd.sim;

import io.herd.config.LinksConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Changes the secret as docs/operations.md tells: each server in turn is started again with the new secret and the old one as the
 * previous, and then each in turn with the new one alone. It ends after some step.
 */
final class SecretChange {
    static final LinksConfig BEFORE = LinksConfig.DEFAULT.withSecret("correct horse battery staple");
    private static final String NEW = "a younger horse of the same stable";
    private static final LinksConfig BOTH = LinksConfig.DEFAULT.withSecrets(NEW, BEFORE.secret());
    private static final LinksConfig AFTER = LinksConfig.DEFAULT.withSecret(NEW);

    /** In ms: how long a server may take to stop, to start, and to catch up before the next has its turn. */
    private static final int STOP = 1_000;

    private static final int START = 500;
    private static final int PAUSE = 1_000;

    private record Step(SimServer server, LinksConfig secrets) {}

    private final VirtualClock agenda;
    private final Random random;
    private final Oracle oracle;
    private final List<Step> steps = new ArrayList<>();
    private boolean isOver;

    SecretChange(VirtualClock agenda, Random random, List<SimServer> servers, Oracle oracle) {
        this.agenda = agenda;
        this.random = random;
        this.oracle = oracle;
        addSteps(servers, BOTH);
        addSteps(servers, AFTER);
        steps.subList(1 + random.nextInt(steps.size()), steps.size()).clear();
    }

    private void addSteps(List<SimServer> servers, LinksConfig secrets) {
        var order = new ArrayList<>(servers);
        Collections.shuffle(order, random);
        order.forEach(server -> steps.add(new Step(server, secrets)));
    }

    boolean isOver() {
        return isOver;
    }

    /** Takes one step after the other. */
    void begin() {
        if (steps.isEmpty()) {
            isOver = true;
            return;
        }
        Step step = steps.removeFirst();
        SimServer server = step.server;
        oracle.note("%s is to know %s", server.name(), step.secrets.equals(BOTH) ? "both secrets" : "the new secret");
        server.useSecrets(step.secrets);
        SimProcess life = server.life();
        if (life != null) {
            life.run(life::stop);
        }
        agenda.in(1 + random.nextInt(STOP), () -> {
            server.crash(random.nextBoolean(), random.nextBoolean());
            agenda.in(random.nextInt(START), () -> {
                server.start();
                agenda.in(random.nextInt(PAUSE), this::begin);
            });
        });
    }
}
