package org.kennwilliamson.roster;

import java.net.URI;

/**
 * Requests are answered from now on: the ports are open, and the schema is there. Fired once.
 *
 * @param api where clients reach it
 * @param management where health and metrics are
 */
public record ServiceReady(URI api, URI management) {}
