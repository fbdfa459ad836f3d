using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>Makes requests to one account and sends them through the pipeline.</summary>
internal sealed class TableTransport
{
    private readonly HttpPipeline pipeline;
    private readonly string endpoint;

    public TableTransport(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions options)
    {
        this.endpoint = endpoint.AbsoluteUri.TrimEnd('/');
        pipeline = HttpPipelineBuilder.Build(options, authentication);
    }

    /// <param name="path">From the endpoint on, escaped.</param>
    public HttpMessage Create(RequestMethod method, string path)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(Url(path));
        message.Request.Headers.SetValue("x-ms-version", "2020-12-06");
        message.Request.Headers.SetValue("DataServiceVersion", "3.0");
        message.Request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    public Uri Url(string path) => new(endpoint + path);

    public static void SetJson(Request request, byte[] json)
    {
        request.Headers.SetValue("Content-Type", "application/json");
        request.Headers.SetValue("Prefer", "return-no-content");
        request.Content = RequestContent.Create(json);
    }

    /// <summary>Makes a table, or sees that it is there.</summary>
    public async Task<Response<TableItem>> CreateTable(string name, CancellationToken ct)
    {
        using var message = Create(RequestMethod.Post, "/Tables");
        SetJson(message.Request, JsonSerializer.SerializeToUtf8Bytes(new TableName(name), TableJson.Default.TableName));
        var response = await Send(message, ct);
        var isThere = response.Status is 201 or 204 || Failure(response).ErrorCode is "TableAlreadyExists";
        return isThere ? Response.FromValue(new TableItem(name), response) : throw Failure(response);
    }

    public async ValueTask<Response> Send(HttpMessage message, CancellationToken ct)
    {
        await pipeline.SendAsync(message, ct);
        return message.Response;
    }

    public static RequestFailedException Failure(Response response)
    {
        var (code, text) = Error(response.Content.ToMemory().Span);
        return new(response.Status, $"{text ?? response.ReasonPhrase}\nStatus: {response.Status}\nErrorCode: {code}", code, innerException: null);
    }

    /// <summary>Code and message of an error body, as far as it is one.</summary>
    public static (string? Code, string? Message) Error(ReadOnlySpan<byte> body)
    {
        try
        {
            var error = body.IsEmpty ? null : JsonSerializer.Deserialize(body, TableJson.Default.ErrorBody)?.Error;
            return (error?.Code, error?.Message?.Value);
        }
        catch (JsonException)
        {
            // A proxy's page instead of the service's answer: the status says what there is to say.
            return (null, null);
        }
    }
}
