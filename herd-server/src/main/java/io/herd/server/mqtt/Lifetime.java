package io.herd.server.mqtt;

import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;

/** Whether a session is open, and the one place that ends it, for one reason. Confined to its event loop. */
final class Lifetime {
    private final MqttConnection connection;
    private final MqttCounters counters;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        /** The server stops: the connection ends once all is stored. */
        STOPPING,
        /** The connection is being closed. */
        ENDING
    }

    Lifetime(MqttConnection connection, MqttCounters counters) {
        this.connection = connection;
        this.counters = counters;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Ends the connection once the client has taken what was sent. */
    void end(MqttRefusal reason, MqttDisconnectReasonCode code) {
        if (state != State.ENDING) {
            note(reason);
            connection.end(code);
        }
    }

    /** Ends the connection at once. */
    void cut(MqttRefusal reason) {
        if (state != State.ENDING) {
            note(reason);
            connection.cut();
        }
    }

    /** The connection ends, or has been closed, for a reason. */
    void note(MqttRefusal reason) {
        state = State.ENDING;
        counters.refused(reason).increment();
    }

    /** The client ends the connection itself. */
    void leave() {
        state = State.ENDING;
        connection.cutSoon();
    }

    /** The connection is closed. */
    void closed() {
        state = State.ENDING;
    }

    /** The server stops. */
    void stop() {
        state = state == State.OPEN ? State.STOPPING : state;
    }

    /** What was published before the server stops is stored. */
    void stopped() {
        if (state == State.STOPPING) {
            state = State.ENDING;
            connection.end(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN);
        }
    }
}
