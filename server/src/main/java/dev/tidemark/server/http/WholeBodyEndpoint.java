package dev.tidemark.server.http;

/** An endpoint that looks at a request once its body has come. */
public interface WholeBodyEndpoint extends Endpoint {
    /**
     * Answers a request, now or later; is called on the event loop and must not block it.
     *
     * @param body of the request; empty if it has none
     */
    void handle(Exchange exchange, String body);

    @Override
    default BodyReceiver begin(Exchange exchange) {
        return new BodyCollector(this, exchange);
    }
}
