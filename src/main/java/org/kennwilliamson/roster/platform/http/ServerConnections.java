package org.kennwilliamson.roster.platform.http;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import io.vertx.ext.web.RoutingContext;

/**
 * What happens on a connection before a request is complete, which neither Quarkus nor Vert.x has a setting for: who doesn't
 * come to the end of the headers is cut off, and what is no proper HTTP is answered with a problem document.
 */
@Singleton
public class ServerConnections implements HttpServerOptionsCustomizer {

    /** From the opening of the connection, or the first byte of its next request, until the headers are complete. */
    private static final long HEADERS_SECONDS = 10;

    private static final int FIRST_OF_ALL = 2_200;
    private static final String NAME = "roster";
    private static final String DECODER = "httpDecoder";
    private static final String CONNECTION = "handler";

    private final VertxInternal vertx;
    private final InvalidRequests invalid;
    private HttpServerOptions limits = new HttpServerOptions();

    ServerConnections(Vertx vertx, InvalidRequests invalid) {
        this.vertx = (VertxInternal) vertx;
        this.invalid = invalid;
    }

    /** The limits of a request's first line and headers, which are the same on all ports. */
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        limits = options;
    }

    void install(@Observes Filters filters) {
        filters.register(ServerConnections::headersAreComplete, FIRST_OF_ALL);
    }

    void install(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(ServerConnections::headersAreComplete);
    }

    void watch(@ObservesAsync HttpServerStart started) {
        watchAll();
    }

    void watch(@ObservesAsync HttpsServerStart started) {
        watchAll();
    }

    /** Connections are accepted on loops that do nothing else: all ports that are open are found there. */
    private void watchAll() {
        for (EventExecutor loop : vertx.getAcceptorEventLoopGroup()) {
            loop.execute(() ->
                    ((SingleThreadEventLoop) loop).registeredChannelsIterator().forEachRemaining(this::watch));
        }
    }

    private void watch(Channel port) {
        if (!(port instanceof ServerChannel) || port.pipeline().get(NAME) != null) {
            return;
        }
        port.pipeline().addFirst(NAME, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object accepted) {
                ((Channel) accepted).pipeline().addFirst(NAME, new Headers(limits, invalid));
                context.fireChannelRead(accepted);
            }
        });
    }

    private static void headersAreComplete(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (((ConnectionBase) request.connection()).channel().pipeline().get(NAME) instanceof Headers headers) {
            headers.complete(request);
            context.addEndHandler(ended -> headers.answered(request));
        }
        context.next();
    }

    /** Waits for the headers of one connection's requests, on the connection's event loop. */
    private static final class Headers extends ChannelInboundHandlerAdapter {

        private final HttpServerOptions limits;
        private final InvalidRequests invalid;
        private boolean prepared;
        private RequestDecoder decoder;
        private ChannelHandlerContext own;
        private HttpServerRequest current;
        private Future<?> deadline;

        private Headers(HttpServerOptions limits, InvalidRequests invalid) {
            this.limits = limits;
            this.invalid = invalid;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            own = context;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            startClock();
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            if (!prepared) {
                prepared = true;
                if (context.pipeline().get(DECODER) == null) {
                    prepareBehindHandshake(context.pipeline());
                } else {
                    prepare(context.pipeline());
                }
            }
            context.fireChannelRead(bytes);
        }

        /**
         * What decodes comes last into the pipeline, once the handshake is over, and the first request may come with the
         * handshake's end: what is last until then sees that request before.
         */
        private void prepareBehindHandshake(ChannelPipeline pipeline) {
            pipeline.addLast(NAME + "-handshake", new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object bytes) {
                    prepare(pipeline);
                    context.fireChannelRead(bytes);
                    pipeline.remove(this);
                }
            });
        }

        private void prepare(ChannelPipeline pipeline) {
            if (pipeline.get(CONNECTION) instanceof VertxHandler<?> handler
                    && handler.getConnection() instanceof HttpServerConnection server
                    && pipeline.get(DECODER) != null) {
                decoder = new RequestDecoder(limits);
                pipeline.replace(DECODER, DECODER, decoder);
                server.invalidRequestHandler(invalid::answer);
            }
        }

        /** A request that came in one piece is complete by now: most need no clock at all. */
        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            startClockIfBegun();
            context.fireChannelReadComplete();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            stopClock();
            context.fireChannelInactive();
        }

        private void complete(HttpServerRequest request) {
            current = request;
            stopClock();
        }

        /** Some requests are answered by another thread than the connection's. */
        private void answered(HttpServerRequest request) {
            if (!own.executor().inEventLoop()) {
                own.executor().execute(() -> answered(request));
            } else if (current == request) {
                // Else the next one was complete already, and its turn has come.
                current = null;
                startClockIfBegun();
            }
        }

        /** Who waits for an answer may take time for the next request: the clock starts once it is answered. */
        private void startClockIfBegun() {
            if (current == null && deadline == null && decoder != null && decoder.hasBegun()) {
                startClock();
            }
        }

        private void startClock() {
            deadline = own.executor().schedule(() -> own.close(), HEADERS_SECONDS, TimeUnit.SECONDS);
        }

        private void stopClock() {
            if (deadline != null) {
                deadline.cancel(false);
                deadline = null;
            }
        }
    }
}
