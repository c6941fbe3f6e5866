package dev.tryops.infra.stacks;

import com.hashicorp.cdktf.DataTerraformRemoteStateS3;
import com.hashicorp.cdktf.Token;
import java.util.List;

/** What an earlier stack told, read from its state. */
final class RemoteOutputs {

    private final DataTerraformRemoteStateS3 state;
    private final StackName from;

    RemoteOutputs(MlopsStack reader, StackName from) {
        this.from = from;
        this.state = DataTerraformRemoteStateS3.Builder.create(reader, from.value() + "_state")
                .bucket(reader.stateBucket())
                .key(from.stateKey(reader.settings().environment()))
                .region(reader.settings().aws().region())
                .build();
    }

    String string(Output output) {
        return state.getString(key(output));
    }

    List<String> list(Output output) {
        return Token.asList(state.get(key(output)));
    }

    private String key(Output output) {
        if (output.stack() != from) {
            throw new IllegalArgumentException(output + " is told by " + output.stack() + ", not by " + from);
        }
        return output.key();
    }
}
