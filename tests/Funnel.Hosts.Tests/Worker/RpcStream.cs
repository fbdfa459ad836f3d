using System.Buffers.Binary;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Funnel.Hosts.Tests.Worker;

/// <summary>The host's end of the worker's one gRPC call: messages as JSON here, as length-prefixed protobuf on the wire.</summary>
internal sealed class RpcStream(HttpContext http)
{
    private const int PrefixBytes = 5;

    /// <summary>The worker's own contract, from its assembly: its types are internal, their description is not needed to be.</summary>
    private static readonly MessageDescriptor Message = ((FileDescriptor)Assembly.Load("Microsoft.Azure.Functions.Worker.Grpc")
        .GetType("Microsoft.Azure.Functions.Worker.Grpc.Messages.FunctionRpcReflection", throwOnError: true)!
        .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).MessageTypes.Single(t => t.Name == "StreamingMessage");

    private readonly SemaphoreSlim writing = new(1);

    public Task Open()
    {
        http.Response.ContentType = "application/grpc";
        http.Features.GetRequiredFeature<IHttpMinRequestBodyDataRateFeature>().MinDataRate = null;
        return http.Response.StartAsync();
    }

    /// <summary>Null at the end.</summary>
    public async Task<string?> Read(CancellationToken ct)
    {
        var prefix = new byte[PrefixBytes];
        if (await http.Request.Body.ReadAtLeastAsync(prefix, PrefixBytes, throwOnEndOfStream: false, ct) < PrefixBytes)
        {
            return null;
        }

        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(1))];
        await http.Request.Body.ReadExactlyAsync(body, ct);
        return JsonFormatter.Default.Format(Message.Parser.ParseFrom(body));
    }

    public async Task Write(string json)
    {
        var body = JsonParser.Default.Parse(json, Message).ToByteArray();
        var frame = new byte[PrefixBytes + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length);
        body.CopyTo(frame, PrefixBytes);
        await writing.WaitAsync();
        try
        {
            await http.Response.Body.WriteAsync(frame);
            await http.Response.Body.FlushAsync();
        }
        finally
        {
            writing.Release();
        }
    }
}
