package io.herd.sim;

/** What a simulation is made of; the seed alone settles it, unless one insists. */
record Scenario(long seed, Topology topology, Faults faults) {
    static Scenario of(long seed) {
        Topology[] topologies = Topology.values();
        Faults[] faults = Faults.values();
        return new Scenario(
                seed,
                topologies[(int) Math.floorMod(seed, (long) topologies.length)],
                faults[(int) Math.floorMod(seed / topologies.length, (long) faults.length)]);
    }

    /** The scenario of a seed, or of another topology or other faults where the system properties say so. */
    static Scenario asked(long seed) {
        Scenario usual = of(seed);
        return new Scenario(
                seed,
                Topology.valueOf(System.getProperty("topology", usual.topology.name())),
                Faults.valueOf(System.getProperty("faults", usual.faults.name())));
    }

    /** The command that runs just this again, and tells what happens. */
    String command() {
        return "mvn test -pl herd-tests -am -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dseed="
                + seed + " -Dtopology=" + topology + " -Dfaults=" + faults;
    }
}
