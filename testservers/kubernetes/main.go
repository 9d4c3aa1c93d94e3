// One program that is etcd, kube-apiserver, kube-controller-manager or kubectl, as its first argument says. With
// "ports N" it prints N free TCP ports of the loopback interface.
package main

import (
	"fmt"
	"net"
	"os"
	"strconv"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	kubectl "k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	manager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

func main() {
	commands := map[string]func() *cobra.Command{
		"kube-apiserver":          func() *cobra.Command { return apiserver.NewAPIServerCommand() },
		"kube-controller-manager": func() *cobra.Command { return manager.NewControllerManagerCommand() },
		"kubectl":                 func() *cobra.Command { return kubectl.NewDefaultKubectlCommand() },
	}
	if len(os.Args) < 2 {
		fail("name a program: etcd, kube-apiserver, kube-controller-manager, kubectl, ports")
	}
	os.Args = os.Args[1:]
	switch name := os.Args[0]; name {
	case "etcd":
		etcdmain.Main(os.Args)
	case "ports":
		ports(os.Args[1:])
	default:
		command, known := commands[name]
		if !known {
			fail("there is no program " + name)
		}
		os.Exit(cli.Run(command()))
	}
}

func ports(arguments []string) {
	count := 1
	if len(arguments) > 0 {
		count, _ = strconv.Atoi(arguments[0])
	}
	for range count {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			fail(err.Error())
		}
		defer listener.Close() // all are held until all are known
		fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(2)
}
