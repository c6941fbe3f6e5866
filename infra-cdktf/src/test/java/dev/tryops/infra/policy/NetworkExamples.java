package dev.tryops.infra.policy;

import java.util.stream.Stream;

/** Networks as they should and should not be. */
final class NetworkExamples {

    private NetworkExamples() {}

    static Stream<Example> all() {
        return Stream.of(
                new Example(
                        "CKV2_AWS_1",
                        "'aws_network_acl.a':{'subnet_ids':['${aws_subnet.s.id}']}",
                        "'aws_network_acl.a':{'vpc_id':'${aws_vpc.v.id}'}"),
                new Example(
                        "CKV2_AWS_11",
                        "'aws_vpc.v':{},'aws_flow_log.f':{'vpc_id':'${aws_vpc.v.id}'}",
                        "'aws_vpc.v':{},'aws_flow_log.f':{'vpc_id':'${aws_vpc.v2.id}'}"),
                new Example(
                        "CKV2_AWS_12",
                        "'aws_vpc.v':{},'aws_default_security_group.d':{'vpc_id':'${aws_vpc.v.id}'}",
                        "'aws_vpc.v':{},'aws_default_security_group.d':{'vpc_id':'${aws_vpc.v.id}','ingress':[{'protocol':'-1'}]}"),
                new Example(
                        "CKV2_AWS_19",
                        "'aws_eip.e':{},'aws_nat_gateway.n':{'allocation_id':'${aws_eip.e.id}'}",
                        "'aws_eip.e':{'domain':'vpc'}"),
                new Example(
                        "CKV2_AWS_35",
                        "'aws_route.r':{'destination_cidr_block':'0.0.0.0/0','nat_gateway_id':'n'}",
                        "'aws_route_table.t':{'route':[{'cidr_block':'0.0.0.0/0','instance_id':'i'}]}"),
                new Example(
                        "CKV2_AWS_44",
                        "'aws_route.r':{'destination_cidr_block':'10.1.0.0/16','vpc_peering_connection_id':'p'}",
                        "'aws_route.r':{'destination_cidr_block':'0.0.0.0/0','vpc_peering_connection_id':'p'}"),
                new Example(
                        "CKV_AWS_130",
                        "'aws_subnet.s':{'map_public_ip_on_launch':false}",
                        "'aws_subnet.s':{'map_public_ip_on_launch':'${var.public}'},'variable.public':{'default':true}"),
                new Example(
                        "CKV2_AWS_5",
                        "'aws_security_group.g':{},'aws_vpc_endpoint.e':{'security_group_ids':['${aws_security_group.g.id}']}",
                        "'aws_security_group.g':{},'aws_vpc_security_group_ingress_rule.r':{'security_group_id':'${aws_security_group.g.id}'}"),
                new Example(
                        "CKV_AWS_23",
                        "'aws_vpc_security_group_ingress_rule.r':{'description':'from the nodes'}",
                        "'aws_security_group.g':{'description':'x','ingress':[{'from_port':443}]}"),
                new Example(
                        "CKV_AWS_24",
                        "'aws_vpc_security_group_ingress_rule.r':{'cidr_ipv4':'10.0.0.0/16','from_port':22,'to_port':22}",
                        "'aws_vpc_security_group_ingress_rule.r':{'cidr_ipv4':'0.0.0.0/0','from_port':20,'to_port':30,'ip_protocol':'tcp'}"),
                new Example(
                        "CKV_AWS_25",
                        "'aws_security_group_rule.r':{'type':'egress','cidr_blocks':['0.0.0.0/0'],'from_port':3389,'to_port':3389}",
                        "'aws_security_group_rule.r':{'type':'ingress','ipv6_cidr_blocks':['::/0'],'from_port':3389,'to_port':3389}"),
                new Example(
                        "CKV_AWS_260",
                        "'aws_vpc_security_group_ingress_rule.r':{'cidr_ipv4':'0.0.0.0/0','from_port':443,'to_port':443}",
                        "'aws_vpc_security_group_ingress_rule.r':{'cidr_ipv4':'${local.anywhere}','from_port':80,'to_port':80},'locals.anywhere':'0.0.0.0/0'"),
                new Example(
                        "CKV_AWS_277",
                        "'aws_vpc_security_group_ingress_rule.r':{'referenced_security_group_id':'g','ip_protocol':'-1'}",
                        "'aws_security_group.g':{'ingress':[{'protocol':'-1','from_port':0,'to_port':0,'cidr_blocks':['0.0.0.0/0']}]}"),
                new Example(
                        "CKV_AWS_382",
                        "'aws_vpc_security_group_egress_rule.r':{'cidr_ipv4':'0.0.0.0/0','from_port':443,'to_port':443,'ip_protocol':'tcp'}",
                        "'aws_vpc_security_group_egress_rule.r':{'cidr_ipv4':'0.0.0.0/0','ip_protocol':'-1'}"));
    }
}
