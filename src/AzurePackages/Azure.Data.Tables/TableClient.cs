using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>One table.</summary>
public class TableClient
{
    private readonly TableTransport transport;

    internal TableClient(TableTransport transport, string name)
    {
        this.transport = transport;
        Name = name;
    }

    public string Name { get; }

    /// <summary>An OData filter with the values quoted and escaped by their types.</summary>
    public static string CreateQueryFilter(FormattableString filter) =>
        string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(QueryFilter.Literal)]);

    public Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        transport.CreateTable(Name, cancellationToken);

    public async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var path = EntityPath.Of(Name, partitionKey, rowKey) + (select is null ? "" : "?$select=" + Uri.EscapeDataString(string.Join(',', select)));
        using var message = transport.Create(RequestMethod.Get, path);
        var response = await transport.Send(message, cancellationToken);
        if (response.Status == 404)
        {
            return new NoEntity<T>(response);
        }

        using var json = JsonDocument.Parse(Expect(response, 200).Content);
        return Response.FromValue((T)(ITableEntity)EntityJson.Read(json.RootElement), response);
    }

    public AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new EntityPages<T>(transport, Name, filter, maxPerPage, select is null ? null : string.Join(',', select), cancellationToken);

    public Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => Write(RequestMethod.Post, "/" + Name, entity, ifMatch: null, cancellationToken);

    public Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => Write(Method(mode), PathOf(entity), entity, ifMatch, cancellationToken);

    public Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => Write(Method(mode), PathOf(entity), entity, ifMatch: null, cancellationToken);

    /// <summary>Deletes an entity; one that is not there is no error, its answer's status is 404.</summary>
    public async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        using var message = transport.Create(RequestMethod.Delete, EntityPath.Of(Name, partitionKey, rowKey));
        message.Request.Headers.SetValue("If-Match", Batch.IfMatch(ifMatch));
        var response = await transport.Send(message, cancellationToken);
        return response.Status is 204 or 404 ? response : throw TableTransport.Failure(response);
    }

    /// <summary>All operations or none, on entities of one partition.</summary>
    /// <exception cref="TableTransactionFailedException">An operation failed; none was done.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var batch = new Batch(transport, Name, transactionActions);
        using var message = transport.Create(RequestMethod.Post, "/$batch");
        message.Request.Headers.SetValue("Content-Type", batch.ContentType);
        message.Request.Content = RequestContent.Create(batch.Content());
        var response = Expect(await transport.Send(message, cancellationToken), 202);
        return Response.FromValue(BatchAnswer.Read(response, batch.Count), response);
    }

    private static RequestMethod Method(TableUpdateMode mode) => mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;

    private string PathOf(ITableEntity entity) => EntityPath.Of(Name, entity.PartitionKey, entity.RowKey);

    private async Task<Response> Write(RequestMethod method, string path, ITableEntity entity, ETag? ifMatch, CancellationToken ct)
    {
        using var message = transport.Create(method, path);
        TableTransport.SetJson(message.Request, EntityJson.Write(entity));
        if (ifMatch is { } version)
        {
            message.Request.Headers.SetValue("If-Match", Batch.IfMatch(version));
        }

        return Expect(await transport.Send(message, ct), 204);
    }

    private static Response Expect(Response response, int status) => response.Status == status ? response : throw TableTransport.Failure(response);
}
