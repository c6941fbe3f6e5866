package dev.tryops.infra.logs;

import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.Names;
import java.util.List;
import software.constructs.Construct;

/** Where Fluent Bit sends what pods say: a group for each program, so that each can be read alone. */
public final class ApplicationLogs extends Construct {

    public ApplicationLogs(Construct scope, String id, InfraSettings settings, String keyArn) {
        super(scope, id);
        for (String program : List.of(Names.API, Names.TRAINING)) {
            new LogGroup(this, program, settings.names().applicationLogGroup(program), settings.logRetention(), keyArn);
        }
    }
}
