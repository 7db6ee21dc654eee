package io.herd.server.tls;

/**
 * TLS of the links between servers, in both directions.
 *
 * @param accepted for links that neighbours dial
 * @param dialled for links that this server dials
 */
public record LinkTls(TlsHandshakes accepted, TlsHandshakes dialled) {}
