package io.herd.server.client;

import io.herd.protocol.Bytes;
import io.herd.server.net.Wire;

/** Where servers come in, who dial the same port as the clients do. */
public interface Door {
    /** Takes the connection over, if its first line proves to be a server's. */
    boolean admit(Bytes line, Wire wire);
}
