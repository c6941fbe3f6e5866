package dev.tryops.api.predict;

import dev.tryops.api.web.RequestBody;

/**
 * What a server thread reads from its client and writes to it, in memory that is used again. What happens in between
 * needs a slot, and its memory belongs to the slot; this one must not, because clients are slow.
 */
public final class Message {

    private static final ThreadLocal<Message> MINE = ThreadLocal.withInitial(Message::new);

    private final RequestBody body = new RequestBody();
    private final JsonBytes answer = new JsonBytes();

    private Message() {}

    /** The calling thread's, for one request at a time. */
    public static Message mine() {
        return MINE.get();
    }

    public RequestBody body() {
        return body;
    }

    public JsonBytes answer() {
        return answer;
    }

    /** Lets go of memory that only an unusually large request needed: a thread lives long. */
    public void shrink() {
        body.shrink();
        answer.shrink();
    }
}
