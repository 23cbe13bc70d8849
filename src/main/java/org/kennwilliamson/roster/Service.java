package org.kennwilliamson.roster;

import java.net.URI;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import io.smallrye.config.SmallRyeConfig;

import org.kennwilliamson.roster.startup.Startup;

/** The service, from the moment at which its ports are open until it is told to end. */
@Singleton
public class Service implements QuarkusApplication {

    private final Startup startup;
    private final HttpServer server;
    private final SmallRyeConfig config;
    private final Event<ServiceReady> ready;

    Service(Startup startup, HttpServer server, SmallRyeConfig config, Event<ServiceReady> ready) {
        this.startup = startup;
        this.server = server;
        this.config = config;
        this.ready = ready;
    }

    @Override
    public int run(String... arguments) {
        startup.whenDone(() -> ready.fire(new ServiceReady(api(), management())));
        Quarkus.waitForExit();
        Log.info("Roster is stopping");
        return 0;
    }

    private URI api() {
        boolean secure = server.getSecurePort() > 0;
        return address(
                secure ? "https" : "http", "quarkus.http.host", secure ? server.getSecurePort() : server.getPort());
    }

    private URI management() {
        // Quarkus tells only a port that the system has chosen.
        int chosen = server.getManagementPort();
        return address(
                "http",
                "quarkus.management.host",
                chosen > 0 ? chosen : config.getValue("quarkus.management.port", Integer.class));
    }

    private URI address(String scheme, String host, int port) {
        String name = config.getValue(host, String.class);
        return URI.create(scheme + "://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port);
    }
}
