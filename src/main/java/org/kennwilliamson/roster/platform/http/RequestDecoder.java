package org.kennwilliamson.roster.platform.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.HostAndPort;

/**
 * Vert.x' decoder of one connection's requests, which also knows whether one has begun, and marks as invalid what would be
 * refused further on or shouldn't be served at all (RFC 9112, section 3.2).
 */
final class RequestDecoder extends VertxHttpRequestDecoder {

    private boolean begun;
    private boolean inBody;

    RequestDecoder(HttpServerOptions limits) {
        super(limits);
    }

    /** Whether there is more than nothing of a request, and less than all. */
    boolean hasBegun() {
        return begun || inBody || actualReadableBytes() > 0;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> decoded) throws Exception {
        int before = bytes.readableBytes();
        int known = decoded.size();
        super.decode(context, bytes, decoded);
        if (decoded.size() == known) {
            begun |= !inBody && bytes.readableBytes() < before;
            return;
        }
        begun = false;
        inBody = !(decoded.get(decoded.size() - 1) instanceof LastHttpContent);
        if (decoded.get(known) instanceof HttpRequest request
                && request.decoderResult().isSuccess()) {
            check(request);
        }
    }

    private static void check(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        boolean proper = hosts.isEmpty()
                ? !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                : hosts.size() == 1 && isHost(hosts.get(0));
        if (!proper) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("needs one Host")));
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            // The answer has the request's version.
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("is another HTTP")));
        }
        if (!isPlain(request.uri())) {
            try {
                if (!isOfResource(new URI(request.uri()))) {
                    request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("needs a path")));
                }
            } catch (URISyntaxException e) {
                request.setDecoderResult(DecoderResult.failure(e));
            }
        }
    }

    /** An empty one is allowed: RFC 9112, section 3.2. */
    private static boolean isHost(String value) {
        return value.isEmpty() || HostAndPort.parseAuthority(value, -1) != null;
    }

    /** Whether it is in origin-form or in absolute-form: the others are for proxies, or for a server as a whole. */
    private static boolean isOfResource(URI uri) {
        return uri.getRawPath() != null && uri.getRawPath().startsWith("/");
    }

    /** Whether it is a path of small letters, digits, slashes and hyphens: most are, and each is a URI. */
    private static boolean isPlain(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char character = uri.charAt(i);
            boolean plain = character >= 'a' && character <= 'z'
                    || character >= '0' && character <= '9'
                    || character == '-'
                    || character == '/' && (i == 0 || uri.charAt(i - 1) != '/');
            if (!plain) {
                return false;
            }
        }
        return uri.startsWith("/");
    }
}
